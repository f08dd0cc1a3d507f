"""Words for what the engine decided by itself."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ventanilla.core.kit.text import pick
from ventanilla.engines.integrations.wording import plainly


def seat_reason(reason: str | Mapping[str, str]) -> str:
    """Why somebody else decides than the service named, as a sentence; an unknown code gives nothing. `reason` is a
    code, or {"code", "who", "other", "name"} where the words name people."""
    given: dict[str, str] = {"code": reason} if isinstance(reason, str) else dict(reason)
    named = {
        "delegated": _("%(who)s is away, so %(other)s decides on their behalf."),
        "away": _("%(who)s is away and named nobody who could decide instead."),
        "stays": _("%(who)s is away, and it waits for them because nobody else could be found."),
        "own_request": _("It would be up to %(who)s, but nobody decides their own request."),
        "fell_to_above": _("So %(who)s, who stands above, decides."),
        "unknown_person": _("“%(name)s”, whom the service names, isn't known."),
        "barred": _("The service wants somebody else than %(who)s to decide."),
        "other_organisation": _("%(who)s belongs to another organisation."),
    }
    words = named.get(given["code"]) if len(given) > 1 else None
    if words:
        return words % {"who": "", "other": "", "name": "", **given}
    return _plain_reason(given["code"])


def _plain_reason(code: str) -> str:
    return {
        "no_manager": _("There is no manager on record."),
        "no_head": _("The department has no head on record."),
        "no_owner": _("The service has no owner on record."),
        "no_lead": _("The team has no lead on record."),
        "no_cost_centre": _("There is no owner of the cost centre on record."),
        "answers_changed": _("The answers have changed."),
        "asked_anew": _(
            "The answers have changed since the yes: nothing new begins before it is decided again."
        ),
        "cost_centre_changed": _("Somebody else answers for the cost centre now."),
        "team_changed": _("Another team has the request now."),
        "asset_changed": _("Somebody else has that piece of equipment now."),
        "no_asset": _("Nobody is on record for that piece of equipment."),
        "unknown_person": _("The person whom the service names isn't known."),
        "own_request": _("Nobody decides their own request."),
        "inactive": _("The person who would decide has left."),
        "barred": _("The service wants somebody else to decide."),
        "empty_group": _("There is nobody in the group who could decide."),
        "empty_team": _("There is nobody in the team who could decide."),
        "none_of_these": _("None of the people whom the service names can decide."),
        "too_few": _("There are fewer people than decisions were asked for; all of them decide."),
        "too_few_seats": _("Some of those whom the service names can't be found; all the others decide."),
        "chain_ended": _("Nobody higher up was found; the highest manager decides."),
        "fell_to_head": _("So the head of the department decides."),
        "fell_to_owner": _("So the owner of the service decides."),
        "fell_to_team_lead": _("So the lead of the team that owns the service decides."),
        "nobody": _("Nobody else could be found."),
        "seat_empty": _("So that seat stays empty, and the others decide."),
    }.get(code, "")


def slipped(because: str, step: Mapping[str, str]) -> str:
    """Why the promised date is another one now, as a sentence; an unknown code gives nothing. `step` names the step
    that takes so long, or are the service's own words where it says itself why."""
    if because == "said":
        return pick(step)
    return {
        "returned": _("The request was returned for correction."),
        "waited": _("The request waited for an answer."),
        "supplier": _("Something has to come from a supplier."),
        "reopened": _("The request was opened again."),
        "step": _("“%(step)s” takes until then.") % {"step": pick(step)},
        "inside": _("What is still to be done inside takes until then."),
        "changed": _("The answers or the priority changed."),
        "hours": _("The working hours or the holidays changed."),
    }.get(because, "")


def _not_open(opens_on: str) -> str:
    """Another service that is closed; the day on which it opens, if that is known."""
    if not opens_on:
        return _("The other service can't be asked for at the moment.")
    day = date_format(date.fromisoformat(opens_on), _("j F Y"))
    return _("The other service can't be asked for now. It opens on %(day)s: try again then.") % {"day": day}


FAULTS = {
    "no_approver": gettext_lazy("Nobody can be found to decide this."),
    "no_holder": gettext_lazy("Nobody can be found to do this."),
    "nobody": gettext_lazy("Nobody can be found to do this."),
    "left": gettext_lazy("Whoever had to do this has left:"),
    "link_over": gettext_lazy("Nobody has answered by the link that was sent, and it is good no more:"),
    "seal_lost": gettext_lazy(
        "The sealed answer can't be opened: the key that sealed it isn't here. It is still kept."
    ),
    "no_model": gettext_lazy("The request doesn't say which equipment it is about."),
    "no_moment": gettext_lazy("The date that this waits for isn't known."),
    "unknown_service": gettext_lazy("The service that should be asked for isn't there:"),
    "not_asked": gettext_lazy("The other service could not be asked for."),
    "not_items": gettext_lazy("There is nothing here to go through one by one."),
    "too_many_items": gettext_lazy("There are more of them than the service allows:"),
    "unknown_list": gettext_lazy("The list that the service names isn't known:"),
    "runaway": gettext_lazy("The workflow goes round in circles without waiting for anything."),
    "go_back_nowhere": gettext_lazy("The step to go back to isn't there."),
    "too_many_rounds": gettext_lazy("This was sent back too many times."),
    "unknown_model": gettext_lazy("The equipment that the service names isn't known."),
    "unknown_addressee": gettext_lazy("A message was for somebody who isn't known here:"),
    "left_addressee": gettext_lazy("A message was for somebody who has left:"),
    "unknown_cost_centre": gettext_lazy("There is no cost centre with that code."),
    "no_cost_centre": gettext_lazy("The request doesn't say which cost centre pays."),
    "no_amount": gettext_lazy("The request doesn't say how much it costs."),
    "nothing_reserved": gettext_lazy("No budget is set aside for this."),
    "unknown_connection": gettext_lazy("There is no such connection, or this service may not use it:"),
    "connector_refused": gettext_lazy("The other system said no:"),
    "connector_failed": gettext_lazy("The other system couldn't be used:"),
    "connector_answer": gettext_lazy("The other system did it, but its answer isn't what was expected:"),
    "connector_uncertain": gettext_lazy(
        "Nobody knows whether the other system did it. Look there first: try again only if it did not happen, go "
        "on if it did."
    ),
    "no_access": gettext_lazy("The request doesn't say which access it is about."),
    "access_past": gettext_lazy("The access would have ended already."),
    "no_asset": gettext_lazy("The request doesn't say which equipment comes back."),
    "unknown_asset": gettext_lazy("There is no equipment with that number:"),
    "no_address_on_file": gettext_lazy("No address is on file to which the code could be sent."),
    "rule": gettext_lazy("A rule of this service could not be worked out:"),
    "portal": gettext_lazy(
        "The portal itself failed here: it is nothing in your service. Tell whoever looks after the portal, with "
        "these words:"
    ),
    "refused": gettext_lazy("This could not be done:"),
    "no_document": gettext_lazy("The document could not be made:"),
    "timer": gettext_lazy("What was to happen at this time could not be done:"),
    "unknown_field": gettext_lazy("The workflow sets something that can't be set."),
}
"""What went wrong with a step, by its code; what ends with a colon is followed by what is told of it."""


def fault_text(code: str, detail: str) -> str:
    """What went wrong with a step, in plain words."""
    if code == "not_open":
        return _not_open(detail)
    words = str(FAULTS.get(code, gettext_lazy("The workflow could not go on at this step.")))
    told = plainly(detail).strip()
    return f"{words} {told}" if told else words.removesuffix(":")
