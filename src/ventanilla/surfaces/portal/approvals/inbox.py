"""What waits for one's decision, and deciding several at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from ventanilla.core.kit.errors import Conflict, Invalid, NotFound
from ventanilla.core.kit.text import pick
from ventanilla.core.people.models import Person
from ventanilla.engines.workflow import actions, queries
from ventanilla.engines.workflow.choices import Verdict
from ventanilla.engines.workflow.models import Approval
from ventanilla.engines.workflow.queries import Sieve
from ventanilla.surfaces.portal.approvals.costs import cost_of, total
from ventanilla.surfaces.portal.approvals.rows import waiting_rows
from ventanilla.surfaces.portal.visit import Visit

PAGE = 30
MOST_AT_ONCE = 100
AGES = (0, 2, 7, 30)
WHOSE = ("mine", "behalf")
LONGEST_NUMBER = 18


@require_safe
def approvals(request: Visit) -> HttpResponse:
    """What waits for one's decision, as far as it is asked for."""
    if request.GET.get("show") == "decided":  # the address that it once had
        return redirect("portal:approval_history")
    sieve = _sieve(request)
    found = queries.inbox(request.user, sieve, after=request.GET.get("after"), size=PAGE)
    rows = waiting_rows(found.items, queries.on_behalf(request.user, found.items))
    chosen = _as_address(sieve)
    more = f"?{urlencode({**chosen, 'after': found.next})}" if found.next else ""
    shown: dict[str, Any] = {"rows": rows, "more": more, "choosing": True}
    if request.htmx:
        return render(request, "portal/approvals/_page.html", shown)
    shown |= {
        "tabs": tabs("waiting"),
        "filtered": bool(chosen),
        "first": not request.GET.get("after"),
        "some": bool(found.next),
        "sum": total(cost_of(approval) for approval in found.items),
        **_choices(request.user, sieve),
    }
    return render(request, "portal/approvals/list.html", shown)


def tabs(current: str) -> list[dict[str, object]]:
    """The lists of approvals."""
    lists = (
        ("waiting", _("Waiting for you"), reverse("portal:approvals")),
        ("mine", _("Decided by you"), reverse("portal:approval_history")),
        ("behalf", _("On your behalf"), f"{reverse('portal:approval_history')}?by=others"),
    )
    return [{"label": label, "url": url, "current": name == current} for name, label, url in lists]


def _sieve(request: HttpRequest) -> Sieve:
    """What the address asks for; what can't be meant is left out."""
    given = request.GET
    requester, days = given.get("asked_by", ""), given.get("days", "")
    return Sieve(
        service=given.get("service", "").replace("\x00", "")[:60],
        requester=int(requester)
        if requester.isascii() and requester.isdigit() and len(requester) < 18
        else None,
        days=int(days) if days in {str(age) for age in AGES} else 0,
        whose=given.get("whose", "") if given.get("whose") in WHOSE else "",
    )


def _number(text: str) -> int | None:
    """The id of a row that a text may be."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < LONGEST_NUMBER else None


def _as_address(sieve: Sieve) -> dict[str, str]:
    wanted = {
        "service": sieve.service,
        "asked_by": str(sieve.requester or ""),
        "days": str(sieve.days or ""),
        "whose": sieve.whose,
    }
    return {name: value for name, value in wanted.items() if value}


def _choices(person: Person, sieve: Sieve) -> dict[str, Any]:
    services, people = queries.sorts(person)
    return {
        "sieve": _as_address(sieve),
        "services": [(service.slug, pick(service.title) or service.slug) for service in services],
        "people": [(str(one.pk), one.name) for one in people],
        "ages": [
            (str(age), ngettext("Older than %(n)s day", "Older than %(n)s days", age) % {"n": age})
            for age in AGES[1:]
        ],
        "whose": [("mine", _("Mine")), ("behalf", _("On behalf of others"))],
        "choosable": len(services) + len(people) > 2 or bool(_as_address(sieve)),
    }


@dataclass(frozen=True)
class Chosen:
    """What somebody wants to decide at once: the approvals with the digests of what they saw."""

    approvals: list[Approval]
    digests: dict[int, str]

    @classmethod
    def read(cls, person: Person, data: QueryDict) -> Chosen:
        """What the form says; what doesn't wait for this person any more is left out."""
        ids = {
            int(pk)
            for pk in data.getlist("approval")[:MOST_AT_ONCE]
            if pk.isascii() and pk.isdigit() and len(pk) < 18
        }
        rows = queries.open_approvals(person).filter(pk__in=ids)
        found = list(rows)
        return cls(found, {row.pk: data.get(f"digest-{row.pk}", row.digest)[:64] for row in found})


@require_POST
def decisions(request: Visit) -> HttpResponse:
    """Approve or reject several: first a look at what they are and cost, then one press."""
    chosen = Chosen.read(request.user, request.POST)
    verdict = request.POST.get("verdict", "")
    if not chosen.approvals or verdict not in (Verdict.APPROVE, Verdict.REJECT):
        messages.info(request, _("Tick what you want to decide first."))
        return redirect("portal:approvals")
    comment = request.POST.get("comment", "")
    if request.POST.get("sure") != "1":
        return _look(request, chosen, Verdict(verdict), comment)
    if verdict == Verdict.REJECT and not comment.strip():
        said = _("Write why, so that those who asked know how to go on.")
        return _look(request, chosen, Verdict(verdict), comment, error=said)
    return _decide_all(request, chosen, Verdict(verdict), comment)


def _look(request: Visit, chosen: Chosen, verdict: Verdict, comment: str, error: str = "") -> HttpResponse:
    """What is about to be decided: each with its cost, and the sum."""
    rows = waiting_rows(chosen.approvals, queries.on_behalf(request.user, chosen.approvals))
    shown = {
        "rows": rows,
        "digests": [(row.pk, chosen.digests[row.pk]) for row in chosen.approvals],
        "sum": total(cost_of(approval) for approval in chosen.approvals),
        "approving": verdict == Verdict.APPROVE,
        "verdict": verdict.value,
        "comment": comment,
        "error": error,
        "summary": [("id_comment", error)] if error else [],
        "count": len(rows),
        "kept": any(approval.kept for approval in chosen.approvals),
    }
    return render(request, "portal/approvals/several.html", shown, status=422 if error else 200)


def _decide_all(request: Visit, chosen: Chosen, verdict: Verdict, comment: str) -> HttpResponse:
    """Each for itself: what one of them refuses doesn't hold up the others."""
    done, refused = 0, []
    for approval in chosen.approvals:
        try:
            actions.decide(
                actor=request.user,
                approval=approval,
                verdict=verdict,
                comment=comment,
                digest=chosen.digests[approval.pk],
            )
            done += 1
        except (Conflict, Invalid, NotFound) as refusal:
            refused.append(f"{approval.ticket.number}: {refusal}")
    if done:
        words = (
            ngettext("%(n)s request approved.", "%(n)s requests approved.", done)
            if verdict == Verdict.APPROVE
            else ngettext("%(n)s request rejected.", "%(n)s requests rejected.", done)
        )
        messages.success(request, words % {"n": done})
    for words in refused:
        messages.warning(request, words)
    return redirect("portal:approvals")
