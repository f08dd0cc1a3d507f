"""A workflow told block by block: what happens, who has it, by when, and what follows from each outcome."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from ventanilla.core.blueprint import Package
from ventanilla.core.blueprint.blocks import (
    Approval,
    Block,
    Branch,
    Cancel,
    Connector,
    CreateTicket,
    Document,
    ForEach,
    Grant,
    Parallel,
    Repeat,
    Resolve,
    Task,
    Wait,
    visits,
)
from ventanilla.core.blueprint.blocks.base import Reacting
from ventanilla.core.blueprint.durations import Duration
from ventanilla.core.blueprint.form import questions
from ventanilla.core.blueprint.seats import Seat
from ventanilla.core.kit.text import pick
from ventanilla.core.people.models import Team
from ventanilla.core.rules import say
from ventanilla.engines.integrations.queries import said_of
from ventanilla.engines.workflow.machine import compile
from ventanilla.records.catalog.queries.names import Names, names_in, seat_words
from ventanilla.records.catalog.queries.rule_names import rule_names
from ventanilla.records.tickets.choices import Outcome
from ventanilla.surfaces.designer.services.accesses import access_lines
from ventanilla.surfaces.designer.services.days import deadline_words, is_end, wait_words
from ventanilla.surfaces.designer.services.following import AMONG_TEAM, DURATIONS, OUTCOMES, USUALLY
from ventanilla.surfaces.ui.tickets.words import length_of, listed

SOMEBODY = {
    "requester": pgettext_lazy("addressee", "who asks"),
    "requested_for": pgettext_lazy("addressee", "whom it is for"),
    "service.owner": pgettext_lazy("addressee", "the owner of the service"),
    "ticket.team": pgettext_lazy("addressee", "the team that has the request"),
}
ROLES = {
    "requester.manager": gettext_lazy("the manager of who asks"),
    "department.head": gettext_lazy("the head of the department of who asks"),
}
UNSEEN = frozenset({"go_back", "set", "calculate"})
"""Nobody sees these anyhow."""
QUOTATION_MARKS = (("«", "»"), ("“", "”"))
PLACEHOLDER = re.compile(r"\{\{\s*([\w.-]+)[^}]*\}\}")


@dataclass(frozen=True)
class Way:
    """Some blocks under a heading: a branch, a case, what follows from an outcome."""

    heading: str
    when: tuple[str, ...]
    blocks: tuple[Told, ...]


@dataclass(frozen=True)
class Told:
    """One block in words. `quote` is a text that somebody will read; `kept`: who asks sees nothing of it."""

    id: str
    kind: str
    title: str
    who: str = ""
    lines: tuple[str, ...] = ()
    quote: str = ""
    kept: bool = False
    ways: tuple[Way, ...] = field(default=())


def told(package: Package, language: str) -> list[Told]:
    """The workflow of a package in the active language. A handful of queries for names."""
    return list(_Teller(package, language).all(package.workflow))


class _Teller:
    """Knows the names of everybody and everything that the package's blocks mention."""

    def __init__(self, package: Package, language: str) -> None:
        self.language = language
        self.program = compile(package.workflow)
        blocks = [visit.block for visit in visits(package.workflow)]
        rules = [site.tree for block in blocks for site in block.sites() if _is_rule(site.tree)]
        self.facts: Mapping[str, str] = rule_names(package, rules, language)
        self.names: Names = names_in(package, language)
        self.labels = {item.id: pick(item.label) for item in questions(package.form)}
        slugs = {str(getattr(block, "team", "")) for block in blocks}
        self.teams = {team.slug: pick(team.name) for team in Team.objects.filter(slug__in=slugs)}

    def all(self, blocks: Iterable[Block]) -> Iterable[Told]:
        """Each of `blocks`, with what it holds."""
        return (self.one(block) for block in blocks)

    def one(self, block: Block) -> Told:
        """A block with the ways that lead on from it."""
        kind = pick(dict(block.name))
        return Told(
            id=block.id,
            kind=kind,
            title=pick(block.title) if block.title else kind,
            who=self._who(block),
            lines=tuple(self._lines(block)),
            quote=self._message(getattr(block, "message", None)),
            kept=self.program.keeps(block.id) and block.type not in UNSEEN,
            ways=tuple(self._ways(block)),
        )

    def _who(self, block: Block) -> str:
        if isinstance(block, Approval):
            each = [self._seat(seat) for seat in block.seats]
            # Side by side: what a package calls a seat may begin with a capital, which no sentence can take in.
            seats = " · ".join(map(capfirst, each)) if len(each) > 1 else "".join(each)
            if block.needed_seats == len(block.seats):
                return seats
            return _("%(need)d of: %(seats)s") % {"need": block.needed_seats, "seats": seats}
        if isinstance(block, Task):
            return self._holder(block)
        to = getattr(block, "to", ())
        return (
            listed(self._addressee(each) for each in ([to] if isinstance(to, str | dict) else to))
            if self._has_addressee(block)
            else ""
        )

    def _seat(self, seat: Seat) -> str:
        role = ROLES.get(str(getattr(seat, "role", "")))
        return str(role) if role else seat_words(seat, self.names)

    def _message(self, text: object) -> str:
        """The text with what is filled in named instead of written as in the file; a message that is waited for has
        only a name."""
        if not isinstance(text, Mapping):
            return ""
        return PLACEHOLDER.sub(lambda found: f"[{self._answered(found)}]", pick(text))

    def _answered(self, found: re.Match[str]) -> str:
        """The fact as it stands in a text; of a question, that it is the answer to it, in other quotation marks than
        those around it."""
        name = self._filled_in(found[1])
        if not name.endswith("?"):
            return name
        said = _("answer to ‘%(question)s’") if _is_quoted(found) else _("answer to “%(question)s”")
        return said % {"question": name}

    def _filled_in(self, fact: str) -> str:
        """The fact as people call it; of a part that has no name (`answers.model.label`), what it is a part of."""
        whole = fact.rpartition(".")[0]
        if is_end(fact) and (node := self.program.nodes.get(fact.split(".")[1])):
            return pick(node.block.shown_title)
        return self.facts.get(fact) or self.facts.get(whole) or fact.rpartition(".")[2].replace("_", " ")

    def _has_addressee(self, block: Block) -> bool:
        return block.type in ("ask", "assign_asset", "notify")

    def _holder(self, task: Task) -> str:
        if task.team:
            return self.teams.get(task.team) or str(SOMEBODY.get(task.team, task.team))
        return self.names.person(task.person) if task.person else _("whoever the request says")

    def _addressee(self, name: object) -> str:
        if not isinstance(name, str):
            return _("whoever the request says")
        if name in SOMEBODY:
            return str(SOMEBODY[name])
        return self.names.person(name) if "@" in name else self.names.team(name)

    def _lines(self, block: Block) -> Iterable[str]:
        for name, words in DURATIONS:
            duration = getattr(block, name, None)
            if isinstance(duration, Duration) and not isinstance(block, Grant):
                yield str(words) % {"time": length_of(duration)}
        if isinstance(block, Wait) and block.when is not None:
            yield from self._said(block.when)
        yield from self._more_lines(block)
        questions = [pick(getattr(item, "label", None)) for item in block.asked()]
        if any(questions):
            yield _("Asks: %(questions)s") % {"questions": listed(questions)}
        if isinstance(block, Reacting):
            yield from (str(words) for outcome, words in USUALLY.items() if self._is_usual(block, outcome))

    def _more_lines(self, block: Block) -> Iterable[str]:
        if isinstance(block, Wait):
            yield from self._waits(block)
        if isinstance(block, Approval) and block.hangs_on:
            labels = listed(self.labels.get(name, name) for name in block.hangs_on)
            yield _("Decided again only when this is corrected afterwards: %(questions)s") % {
                "questions": labels
            }
        if isinstance(block, Cancel | Resolve):
            yield _("Ends as: %(outcome)s") % {"outcome": Outcome(block.outcome).label}
        if isinstance(block, Repeat):
            yield _("Again until this holds, %(n)s times at most:") % {"n": block.max}
            yield from self._said(block.until)
        if isinstance(block, ForEach):
            yield self._each(block)
        if isinstance(block, CreateTicket):
            waits = _("Asks for “%(service)s” and waits until it has ended")
            on = _("Asks for “%(service)s” and goes on at once")
            yield (waits if block.wait else on) % {"service": block.service}
        if isinstance(block, Connector):
            name, does = said_of(block.connection, block.action)
            values = {"connection": name, "action": does}
            yield _("Asks the connection “%(connection)s” to do “%(action)s”") % values
        if isinstance(block, Grant):
            yield from access_lines(block, self._message(block.label), self._filled_in)
        if isinstance(block, Document):
            yield _("Makes a PDF: %(title)s") % {"title": pick(block.heading)}
        if isinstance(block, Task) and block.assign:
            yield str(AMONG_TEAM[block.assign])
        if block.deadline:
            yield deadline_words(block.deadline, self._filled_in)
            if block.deadline.ends:
                yield _("Then it is given up")

    def _waits(self, block: Wait) -> Iterable[str]:
        if block.message is not None:
            yield _("Goes on when the message “%(name)s” arrives") % {"name": block.message}
        if block.until is not None:
            yield _("Waits until: %(day)s") % {"day": wait_words(block, self._filled_in)}

    def _each(self, block: ForEach) -> str:
        order = _("One after the other") if block.in_order else _("All at the same time")
        if block.people is not None:
            return _("For each person that the request names. %(order)s.") % {"order": order}
        if block.things_of is not None:
            return _("For each piece of equipment that the person has. %(order)s.") % {"order": order}
        if block.accesses_of is not None:
            return _("For each access that the person has. %(order)s.") % {"order": order}
        if block.list is not None:
            return _("For each row of the list “%(list)s”. %(order)s.") % {"list": block.list, "order": order}
        named = self.facts.get(block.rows or "") or str(block.rows).rpartition(".")[2]
        return _("For each line of “%(rows)s”. %(order)s.") % {"rows": named, "order": order}

    def _is_usual(self, block: Reacting, outcome: str) -> bool:
        if outcome == "expired" and getattr(block, "expire_after", None) is None:
            return False
        return outcome in block.outcomes and outcome not in block.on

    def _ways(self, block: Block) -> Iterable[Way]:
        for path, blocks in (*block.sequences(), *block.side_sequences()):
            if not blocks:
                continue
            inside = tuple(self.all(blocks))
            yield Way(self._heading(block, path), tuple(self._when(block, path)), inside)

    def _heading(self, block: Block, path: tuple[str | int, ...]) -> str:
        if path[0] == "on":
            return str(OUTCOMES.get(str(path[1]), path[1]))
        if path[0] in ("deadline", "on_cancel"):
            return (
                _("When it is late, beside it") if path[0] == "deadline" else _("If the request is cancelled")
            )
        if isinstance(block, ForEach | Repeat):
            return _("For each one") if isinstance(block, ForEach) else _("Each time")
        if isinstance(block, Parallel):
            return _("At the same time, %(n)s") % {"n": int(path[1]) + 1}
        if isinstance(block, Branch) and path[0] == "cases":
            case = block.cases[int(path[1])]
            return pick(case.title) if case.title else _("When this holds")
        return _("Otherwise") if path[0] == "otherwise" else ""

    def _when(self, block: Block, path: tuple[str | int, ...]) -> Iterable[str]:
        if isinstance(block, Branch) and path[0] == "cases":
            yield from self._said(block.cases[int(path[1])].when)

    def _said(self, rule: object) -> list[str]:
        return [capfirst(line) for line in say(rule, self.language, self.facts).lines()]


def _is_quoted(found: re.Match[str]) -> bool:
    """Whether what was found stands between quotation marks."""
    before = found.string[: found.start()]
    return any(before.count(opens) > before.count(closes) for opens, closes in QUOTATION_MARKS)


def _is_rule(tree: object) -> bool:
    return isinstance(tree, bool) or (
        isinstance(tree, dict) and bool(tree.keys() & {"op", "all", "any", "not"})
    )
