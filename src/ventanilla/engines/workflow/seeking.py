"""How it was found out who decides, stop by stop, in words for those who look after a request."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ventanilla.engines.workflow.machine import Met, Sought

GOOD = (Met.DECIDES, Met.STANDS_IN, Met.WAITED_FOR)
PEOPLE = ("whose", "person", "other")


def people_in(looked: Iterable[Mapping[str, Any]]) -> Iterator[int]:
    """The keys of all whom the rows of a seat name."""
    for time in looked:
        for look in time["looks"]:
            yield from (look[key] for key in PEOPLE if look.get(key))


def look_words(look: Mapping[str, Any], names: Mapping[int, str]) -> str:
    """«✗ Manager of Ana Ruiz: nobody is on record»; `names` by the keys of people."""
    who = {key: names.get(look.get(key, 0), "") for key in PEOPLE}
    sought = _sought(look["sought"]) % {"whose": who["whose"], "name": look.get("name", "")}
    mark = "✓" if look["met"] in GOOD else "✗"
    return f"{mark} {sought}: {_met(look, who)}"


def _sought(code: str) -> str:
    return {
        Sought.MANAGER: _("Manager of %(whose)s"),
        Sought.ABOVE: _("Above %(whose)s"),
        Sought.HEAD: _("Head of the department of %(whose)s"),
        Sought.SERVICE_OWNER: _("Owner of the service"),
        Sought.OWNING_LEAD: _("Lead of the team that owns the service"),
        Sought.WORKING_LEAD: _("Lead of the team that has the request"),
        Sought.LEAD: _("Lead of the team"),
        Sought.COST_CENTRE: _("Owner of the cost centre %(name)s"),
        Sought.COST_CENTRE_OF: _("Owner of the cost centre of %(whose)s"),
        Sought.ASSET: _("Who has the equipment %(name)s"),
        Sought.PERSON: _("Whom the service names"),
        Sought.HOLDER: _("Whom the request names"),
        Sought.MEMBER: _("Among those who may decide"),
        Sought.NOBODY_ELSE: _("Nobody else was found"),
    }[Sought(code)]


def _met(look: Mapping[str, Any], who: Mapping[str, str]) -> str:
    until = date_format(date.fromisoformat(look["until"]), "DATE_FORMAT") if look.get("until") else ""
    values = {"who": who["person"], "other": who["other"], "day": until}
    if look["met"] in (Met.AWAY, Met.STANDS_IN, Met.WAITED_FOR):
        return _away(look["met"], until) % values
    if look["met"] == Met.NOBODY and look.get("name") and look["sought"] == Sought.PERSON:
        return _("nobody is known by %(name)s") % {"name": look["name"]}
    return {
        Met.DECIDES: _("%(who)s, who decides"),
        Met.NOT_HIGH_ENOUGH: _("%(who)s, but it has to be somebody higher"),
        Met.NOBODY: _("nobody is on record"),
        Met.OWN_REQUEST: _("%(who)s, but nobody decides their own request"),
        Met.BARRED: _("%(who)s, whom the service leaves out"),
        Met.INACTIVE: _("%(who)s, who isn't here any more"),
        Met.OTHER_ORGANISATION: _("%(who)s, who belongs to another organisation"),
    }[Met(look["met"])] % values


def _away(met: str, until: str) -> str:
    if met == Met.STANDS_IN:
        with_day = _("%(who)s, away until %(day)s; %(other)s stands in")
        return with_day if until else _("%(who)s, who is away; %(other)s stands in")
    if met == Met.WAITED_FOR:
        with_day = _("%(who)s, away until %(day)s, is waited for")
        return with_day if until else _("%(who)s, who is away, is waited for")
    with_day = _("%(who)s, away until %(day)s and without anybody to stand in")
    return with_day if until else _("%(who)s, who is away, without anybody to stand in")


def because_words(because: str) -> str:
    """Why somebody was looked for again."""
    return {
        "escalated": _("It took long, so those above may decide too"),
        "answers_changed": _("The answers have changed"),
        "cost_centre_changed": _("Somebody else answers for the cost centre now"),
        "team_changed": _("Another team has the request now"),
        "asset_changed": _("Somebody else has that piece of equipment now"),
    }.get(because, _("Looked for again"))
