"""Approvals as lists show them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.template.defaultfilters import truncatechars
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ventanilla.core.kit import clock
from ventanilla.core.kit.text import pick
from ventanilla.engines.workflow.choices import OpenState, Verdict
from ventanilla.engines.workflow.models import Approval, Decision
from ventanilla.records.tickets.choices import Part
from ventanilla.records.tickets.models import Ticket
from ventanilla.surfaces.portal.approvals.costs import cost_of
from ventanilla.surfaces.ui.format import ago, money, time_tag
from ventanilla.surfaces.ui.tickets.naming import called, lozenge
from ventanilla.surfaces.ui.tickets.words import by_when, listed

MOST_SHOWN, LONGEST_SHOWN = 4, 90
TONES = {Verdict.APPROVE: "positive", Verdict.REJECT: "negative", Verdict.RETURN: "caution"}


@dataclass(frozen=True)
class ApprovalRow:
    url: str
    number: str
    title: str
    next: str
    when: str | SafeString
    status: SafeString | str = ""
    said: str = ""
    shown: str = ""
    changed: bool = False
    pk: int = 0
    digest: str = ""
    behalf: str = ""
    cost: str = ""
    amount: str = ""
    currency: str = ""
    paused: bool = False
    became: SafeString | str = ""


def waiting_rows(
    approvals: Iterable[Approval], behalf: Mapping[int, list[str]] | None = None
) -> list[ApprovalRow]:
    """What waits for a decision; `behalf` are the names for whom somebody decides, by approval."""
    return [_waiting(approval, (behalf or {}).get(approval.pk, [])) for approval in approvals]


def _waiting(approval: Approval, behalf: list[str]) -> ApprovalRow:
    cost = cost_of(approval)
    return ApprovalRow(
        url=reverse("portal:approval", args=[approval.pk]),
        number=approval.ticket.number,
        title=what(approval.ticket),
        next=_("%(step)s: %(who)s is waiting for your decision")
        % {"step": pick(approval.title), "who": approval.ticket.requester.name},
        when=_until(approval) or _asked(approval),
        shown=brief(approval),
        changed=approval.before_id is not None,
        pk=approval.pk,
        digest=approval.digest,
        behalf=_("On behalf of %(names)s") % {"names": listed(behalf)} if behalf else "",
        cost=money(cost) if cost else "",
        amount=str(cost.amount) if cost else "",
        currency=cost.currency if cost else "",
        paused=approval.paused_at is not None,
    )


def _until(approval: Approval) -> SafeString | str:
    """By when it has to be decided; marked when that is over."""
    words = by_when(approval.due_at)
    late = approval.due_at is not None and approval.due_at < clock.now()
    return format_html('<span class="row-late">{}</span>', words) if late else words


def _asked(approval: Approval) -> SafeString:
    """Since when it waits, where nothing says until when."""
    words = _("Asked %(when)s") % {"when": ago(approval.since)}
    return time_tag(approval.since, words)


def brief(approval: Approval) -> str:
    """What decides, in one line, less what the title says: «Price: 249 € · Two windows side by side»."""
    title = what(approval.ticket)
    first = next((line["id"] for line in approval.shown if "money" in line), None)  # stands beside the row
    lines = [line for line in approval.shown if line["id"] != first]
    told = [(pick(line["label"]), _in_one_line(line)) for line in lines]
    named = [text if label.endswith("?") else f"{label}: {text}" for label, text in told if text not in title]
    return " · ".join(truncatechars(words, LONGEST_SHOWN) for words in named[:MOST_SHOWN])


def _in_one_line(line: Mapping[str, Any]) -> str:
    """What a line says; of rows how many there are."""
    if "table" not in line:
        return " ".join(pick(line["text"]).split())
    n = len(line["table"]["rows"]) + line["table"].get("more", 0)
    return ngettext("%(n)s row", "%(n)s rows", n) % {"n": n}


def what(ticket: Ticket) -> str:
    """«Get a laptop, for Diego Ramos»."""
    if ticket.part == Part.TOGETHER:
        return _("%(title)s, for several people") % {"title": called(ticket)}
    return _("%(title)s, for %(name)s") % {"title": called(ticket), "name": ticket.requested_for.name}


def decided_rows(
    decisions: Iterable[Decision], names: Mapping[int, str], *, by_others: bool = False
) -> list[ApprovalRow]:
    """What was decided, with the words that were given, for whom, and what became of it; `names` by person's id."""
    return [
        ApprovalRow(
            url=_page_of(decision, by_others),
            number=decision.approval.ticket.number,
            title=what(decision.approval.ticket),
            next=pick(decision.approval.title),
            said=decision.comment,
            when=time_tag(decision.decided_at, ago(decision.decided_at)),
            status=verdict_badge(decision),
            behalf=_whose(decision, names, by_others),
            became=_became(decision),
            cost=money(cost) if (cost := cost_of(decision.approval)) else "",
        )
        for decision in decisions
    ]


def _page_of(decision: Decision, by_others: bool) -> str:
    """Who was away may see the page only when they sit there themselves; otherwise the row says it all."""
    return "" if by_others else reverse("portal:approval", args=[decision.approval_id])


def _whose(decision: Decision, names: Mapping[int, str], by_others: bool) -> str:
    if by_others:
        return _("Decided by %(name)s on your behalf") % {"name": decision.person.name}
    told = [names[pk] for pk in decision.behalf if pk in names]
    return _("On behalf of %(names)s") % {"names": listed(told)} if told else ""


def _became(decision: Decision) -> SafeString | str:
    """How the request stands now, and whether the others still have to decide."""
    if decision.void:
        return _("The request was changed afterwards, so it was asked again.")
    approval = decision.approval
    if approval.state == OpenState.OPEN:
        return _("Others still have to decide.")
    ticket = approval.ticket
    return format_html("{} {}", _("The request now:"), lozenge(ticket))


def verdict_badge(decision: Decision) -> SafeString:
    """What somebody decided, as a lozenge."""
    verdict = Verdict(decision.verdict)
    return format_html('<span class="badge {}">{}</span>', TONES[verdict], verdict.label)
