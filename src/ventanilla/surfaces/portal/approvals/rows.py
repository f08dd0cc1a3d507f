"""Approvals as lists show them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.template.defaultfilters import truncatechars
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ventanilla.core.kit.text import pick
from ventanilla.engines.workflow.choices import Verdict
from ventanilla.engines.workflow.models import Approval, Decision
from ventanilla.records.tickets.models import Ticket
from ventanilla.surfaces.ui.format import ago, time_tag
from ventanilla.surfaces.ui.tickets.naming import called
from ventanilla.surfaces.ui.tickets.words import by_when

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


def waiting_rows(approvals: Iterable[Approval]) -> list[ApprovalRow]:
    """What waits for a decision."""
    return [
        ApprovalRow(
            url=reverse("portal:approval", args=[approval.pk]),
            number=approval.ticket.number,
            title=what(approval.ticket),
            next=_("%(step)s: %(who)s is waiting for your decision")
            % {"step": pick(approval.title), "who": approval.ticket.requester.name},
            when=by_when(approval.due_at) or time_tag(approval.opened_at, ago(approval.opened_at)),
            shown=brief(approval),
            changed=approval.before_id is not None,
        )
        for approval in approvals
    ]


def brief(approval: Approval) -> str:
    """What decides, in one line, less what the title says: «Price: 249 € · Two windows side by side»."""
    title = what(approval.ticket)
    told = [(pick(line["label"]), " ".join(pick(line["text"]).split())) for line in approval.shown]
    named = [text if label.endswith("?") else f"{label}: {text}" for label, text in told if text not in title]
    return " · ".join(truncatechars(words, LONGEST_SHOWN) for words in named[:MOST_SHOWN])


def what(ticket: Ticket) -> str:
    """«Get a laptop, for Diego Ramos»."""
    return _("%(title)s, for %(name)s") % {"title": called(ticket), "name": ticket.requested_for.name}


def decided_rows(decisions: Iterable[Decision]) -> list[ApprovalRow]:
    """What was decided, with the words that were given."""
    return [
        ApprovalRow(
            url=reverse("portal:approval", args=[decision.approval_id]),
            number=decision.approval.ticket.number,
            title=what(decision.approval.ticket),
            next="",
            said=decision.comment,
            when=time_tag(decision.decided_at, ago(decision.decided_at)),
            status=verdict_badge(decision),
        )
        for decision in decisions
    ]


def verdict_badge(decision: Decision) -> SafeString:
    """What somebody decided, as a lozenge."""
    verdict = Verdict(decision.verdict)
    return format_html('<span class="badge {}">{}</span>', TONES[verdict], verdict.label)
