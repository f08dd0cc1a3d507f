"""Guides: articles that are gone through step by step, each step with a question and its answers.

A guide is written like any other article. Every heading of the second level is a step; a list of nothing but links
at its end holds the answers, each leading to another step, to the end, or into the portal:

    ## What happens when you sign in? {#start}

    - [It says that the password is wrong](#wrong)
    - [I can sign in again](solved)
    - [Something else](service:password-help?what=other)

Read in one piece it is a plain article, with the answers as links. Pure: no database.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from urllib.parse import parse_qsl

from django.utils.translation import gettext as _
from markdown_it import MarkdownIt
from markdown_it.token import Token

from ventanilla.records.knowledge.markdown import heading_name

_parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
_LEADS = re.compile(
    r"(?:#(?P<step>[\w-]{1,80})|(?P<solved>solved)|(?P<kind>service|article):(?P<slug>[\w-]{1,100})(?:\?(?P<query>.*))?)"
)


class Leads(StrEnum):
    """Where an answer leads."""

    STEP = "step"
    SOLVED = "solved"
    SERVICE = "service"
    ARTICLE = "article"


@dataclass(frozen=True)
class Answer:
    """One way on from a step. `answers` fill the form of a service beforehand, by question."""

    text: str
    leads: Leads
    to: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class GuideStep:
    """A question with what there is to read, try or look at; without answers the guide ends here."""

    id: str
    title: str
    body: str
    answers: tuple[Answer, ...] = ()


@dataclass(frozen=True)
class Guide:
    """`opening` stands before the first step."""

    opening: str
    steps: tuple[GuideStep, ...]

    def step(self, name: str) -> GuideStep | None:
        """The step of this name, the first one for an empty name; None when there is none."""
        if not name:
            return self.steps[0] if self.steps else None
        return next((step for step in self.steps if step.id == name), None)

    def way(self, names: Sequence[str]) -> list[tuple[GuideStep, Answer]]:
        """The steps gone through and the answers given, as far as `names` really follow from each other."""
        gone: list[tuple[GuideStep, Answer]] = []
        for name, following in pairwise(names):
            step = self.step(name)
            answers = step.answers if step else ()
            answer = next((each for each in answers if each.to == following), None)
            if step is None or answer is None:
                break
            gone.append((step, answer))
        return gone


@lru_cache(maxsize=128)
def read_guide(body: str) -> Guide:
    """The guide that the Markdown `body` tells; one without steps is an article like others."""
    lines = body.splitlines()
    tokens = _parser.parse(body)
    heads = [
        n
        for n, token in enumerate(tokens)
        if token.type == "heading_open" and token.tag == "h2" and token.level == 0
    ]
    begins = [(tokens[n].map or [0, 0])[0] for n in heads]
    opening = "\n".join(lines[: begins[0]] if begins else lines).strip()
    steps = []
    for place, begin, end in zip(heads, begins, [*begins[1:], len(lines)], strict=False):
        title, name = heading_name(tokens[place + 1].content)
        text = "\n".join(lines[(tokens[place].map or [begin, begin + 1])[1] : end])
        rest, answers = _cut_answers(text)
        steps.append(GuideStep(name, title, rest, answers))
    return Guide(opening, tuple(steps))


def _cut_answers(text: str) -> tuple[str, tuple[Answer, ...]]:
    """The text without its last list, and the answers of that list; all of the text when it holds something else."""
    tokens = _parser.parse(text)
    lists = [token for token in tokens if token.type == "bullet_list_open" and token.level == 0]
    if not lists or tokens[-1].type != "bullet_list_close":
        return text.strip(), ()
    begin = (lists[-1].map or [0, 0])[0]
    answers = list(_answers(tokens[tokens.index(lists[-1]) :]))
    if not answers or None in answers:
        return text.strip(), ()
    rest = "\n".join(text.splitlines()[:begin]).strip()
    return rest, tuple(answer for answer in answers if answer)


def _answers(tokens: Sequence[Token]) -> Iterator[Answer | None]:
    """An answer for each item that is one link leading somewhere known, None for each other item."""
    for token in tokens:
        if token.type != "inline":
            continue
        children = token.children or []
        is_link = len(children) > 1 and children[0].type == "link_open" and children[-1].type == "link_close"
        yield _answer(children) if is_link else None


def _answer(children: Sequence[Token]) -> Answer | None:
    leads = _LEADS.fullmatch(str(children[0].attrGet("href") or ""))
    if leads is None:
        return None
    text = "".join(child.content for child in children[1:-1])
    if leads["step"]:
        return Answer(text, Leads.STEP, leads["step"])
    if leads["solved"]:
        return Answer(text, Leads.SOLVED)
    return Answer(text, Leads(leads["kind"]), leads["slug"], dict(parse_qsl(leads["query"] or "")))


def is_walked(body: str) -> bool:
    """Whether readers go through this text step by step. One that would leave them nowhere they read in one piece."""
    return _leads_on(read_guide(body)) and not faults(body)


def faults(body: str) -> list[str]:
    """What keeps readers of this guide from getting to an end, a sentence each, in the active language. A text whose
    steps lead to no other and to no solution is read in one piece, and has no faults of this kind."""
    guide = read_guide(body)
    if not _leads_on(guide):
        return []
    return [*_doubles(guide), *_lost(guide), *_unreached(guide), *_endless(guide)]


def _leads_on(guide: Guide) -> bool:
    """A list of links to other articles and services may be no more than what there is to read besides."""
    answers = [answer for step in guide.steps for answer in step.answers]
    return any(answer.leads in (Leads.STEP, Leads.SOLVED) for answer in answers)


def _doubles(guide: Guide) -> Iterator[str]:
    names = [step.id for step in guide.steps]
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield _("Two steps are called “%(name)s”: give each a name of its own, as in {#name}.") % {
            "name": name
        }


def _lost(guide: Guide) -> Iterator[str]:
    for step in guide.steps:
        for answer in step.answers:
            if answer.leads is Leads.STEP and guide.step(answer.to) is None:
                words = _("In “%(step)s”, the answer “%(answer)s” leads to a step that isn't there: #%(to)s.")
                yield words % {"step": step.title, "answer": answer.text, "to": answer.to}


def _unreached(guide: Guide) -> Iterator[str]:
    reached = _from(guide, guide.steps[0].id)
    for step in guide.steps:
        if step.id not in reached:
            yield _("No answer leads to the step “%(step)s”.") % {"step": step.title}


def _endless(guide: Guide) -> Iterator[str]:
    for step in guide.steps:
        ways = [guide.step(name) for name in _from(guide, step.id)]
        if not any(way and _ends(way) for way in ways):
            yield _("From the step “%(step)s” nobody gets to an end.") % {"step": step.title}


def _ends(step: GuideStep) -> bool:
    return not step.answers or any(answer.leads is not Leads.STEP for answer in step.answers)


def _from(guide: Guide, name: str) -> set[str]:
    """The steps that can be reached from one, itself among them."""
    reached, waiting = set(), [name]
    while waiting:
        step = guide.step(waiting.pop())
        if step is not None and step.id not in reached:
            reached.add(step.id)
            waiting += [answer.to for answer in step.answers if answer.leads is Leads.STEP]
    return reached
