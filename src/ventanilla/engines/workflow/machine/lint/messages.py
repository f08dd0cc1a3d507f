"""Texts with placeholders: what may be missing there, and what should not be told there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile
from typing import Any

from ventanilla.core.blueprint.blocks import Block, Branch, Repeat, Visit, walk
from ventanilla.core.blueprint.messages import facts_in_template
from ventanilla.core.blueprint.sites import SubPath, Template
from ventanilla.core.rules import facts_in
from ventanilla.engines.workflow.machine.lint.findings import Degree, Finding
from ventanilla.engines.workflow.machine.lint.possible import impossible
from ventanilla.engines.workflow.machine.lint.subject import Subject, asked_of, at_block, may_lack
from ventanilla.engines.workflow.machine.lint.ways import gives_up

SOUNDS_SECRET = re.compile(
    r"\b(password|passcode|contraseña|clave de acceso|pin|iban|token)\b", re.IGNORECASE
)
WRITTEN_SECRET = re.compile(
    r"\b(?:password|contraseña|clave|api[ _-]?key|token|pin)\b\s*[:=]\s*(?!\{\{)(\S{4,})", re.IGNORECASE
)
RUN = re.compile(r"(?:\{\{[^{}]*\}\}[ ]*)+")
MIXED = re.compile(r"(?=.*\d)(?=.*[^\W\d])")
SURE = frozenset({"outcome", "by", "items", "count"})


def messages(subject: Subject) -> Iterator[Finding]:
    """What is amiss with the placeholders of the package's texts."""
    for visit in subject.visits:
        for template in _templates(visit.block):
            yield from _told(visit, template, subject)
        yield from _too_early(visit, subject)


def _templates(block: Block) -> list[Template]:
    known = list(block.templates())
    instructions = getattr(block, "instructions", None)
    if instructions and not any(template.path == ("instructions",) for template in known):
        known.append(Template(("instructions",), instructions))
    return known


def _told(visit: Visit, template: Template, subject: Subject) -> Iterator[Finding]:
    path = (*visit.path, *template.path)
    for language, text in template.texts.items():
        for written in WRITTEN_SECRET.finditer(text):
            if MIXED.match(written[1]):
                shown = written[0][:40]
                yield at_block(visit.block, (*path, language), "literal_secret", Degree.WARNING, shown=shown)
    named = {fact for text in template.texts.values() for fact in facts_in_template(text)}
    for fact in sorted(named):
        yield from _secret(visit.block, path, fact, subject)
        if not _has_alternative(fact, template):
            yield from _missing(visit, path, fact, subject)


def _has_alternative(fact: str, template: Template) -> bool:
    """Whether it stands right beside another placeholder everywhere: of such a pair one may well stay empty."""
    places = [found for text in template.texts.values() for found in _runs(text) if fact in found]
    return all(len(found) > 1 for found in places)


def _runs(text: str) -> list[set[str]]:
    """The facts of placeholders with nothing but spaces between them, run by run."""
    return [facts_in_template(run) for run in RUN.findall(text)]


def _secret(block: Block, path: SubPath, fact: str, subject: Subject) -> Iterator[Finding]:
    question = subject.asked(fact)
    if question is not None and question.type == "secret":
        yield at_block(block, path, "secret_told", Degree.ERROR, fact=question.label)
    elif question is not None and question.type in ("short_text", "long_text"):
        words = " ".join([question.id.replace("_", " "), *question.label.values()])
        if SOUNDS_SECRET.search(words):
            yield at_block(block, path, "looks_secret", Degree.WARNING, question=question.label)
    elif fact.startswith("outputs.") and fact in _secret_outputs(subject):
        yield at_block(block, path, "secret_told", Degree.ERROR, fact=fact)


def _secret_outputs(subject: Subject) -> set[str]:
    """What blocks leave behind and may not be shown, as they say themselves."""
    return {
        f"outputs.{block.id}.{name}"
        for block in subject.blocks.values()
        for name in getattr(block, "secret_outputs", ())
    }


def _missing(visit: Visit, path: SubPath, fact: str, subject: Subject) -> Iterator[Finding]:
    ways = conditions(visit)
    if any(fact in facts_in(rule) for rule in ways):
        return  # the way here asked about it
    question = subject.asked(fact)
    if fact.startswith("outputs."):
        yield from _missing_output(visit, path, fact, subject)
    elif question is not None and "." not in fact.removeprefix("answers.") and may_lack(question):
        shown = {"all": [*ways, {"not": question.visible_if if question.visible_if is not None else True}]}
        if not question.required or not impossible(shown, subject.domains):
            names = {"fact": question.label, "question": question.label}
            yield at_block(visit.block, path, "maybe_empty_answer", Degree.ADVICE, **names)


def _missing_output(visit: Visit, path: SubPath, fact: str, subject: Subject) -> Iterator[Finding]:
    _prefix, step, name, *_more = (*fact.split("."), "", "")
    block, done = subject.blocks.get(step), subject.before[visit.block.id]
    if block is None or step == visit.block.id or step not in done.perhaps:
        return  # what can't have been done by then is told by `_too_early`
    label = _label(block, name)
    if step not in done.certain and _comes_round(visit, step):
        return  # the first time there is nothing yet, as everybody expects who is told of the last time
    if step not in done.certain:
        if not any(f"outputs.{step}." in each for rule in conditions(visit) for each in facts_in(rule)):
            names = {"fact": label, "step": block.shown_title}
            yield at_block(visit.block, path, "maybe_empty_step", Degree.WARNING, **names)
        return
    question = next((item for item in asked_of(block) if item.id == name), None)
    if question is not None and name not in SURE and may_lack(question):
        names = {"fact": label, "question": question.label}
        yield at_block(visit.block, path, "maybe_empty_answer", Degree.ADVICE, **names)


def _comes_round(visit: Visit, step: str) -> bool:
    """Whether the step is done later in the same repeat, so that its words are those of the time before."""
    for holder in visit.above:
        if isinstance(holder.block, Repeat) and holder.within == ("blocks",):
            order = [block.id for block in walk(holder.block.blocks)]
            if step in order and order.index(step) >= order.index(visit.block.id):
                return True
    return False


def _label(block: Block, name: str) -> Any:
    return dict(block.output_names().get(name, {})) or f"{block.id}.{name}"


def conditions(visit: Visit) -> list[Any]:
    """The rules of the ways that lead here."""
    found: list[Any] = []
    for holder in visit.above:
        if isinstance(holder.block, Branch) and holder.within[:1] == ("cases",):
            index = holder.within[1]
            assert isinstance(index, int)
            found += [{"not": case.when} for case in holder.block.cases[:index]]
            found.append(holder.block.cases[index].when)
        elif isinstance(holder.block, Branch):
            found += [{"not": case.when} for case in holder.block.cases]
    for here in (visit, *visit.above):
        before = takewhile(lambda block: block.id != here.block.id, here.sequence)  # noqa: B023
        found += [block.until for block in before if isinstance(block, Repeat) and gives_up(block)]
    return found


def _too_early(visit: Visit, subject: Subject) -> Iterator[Finding]:
    """Rules, values and texts that use what can't be there yet."""
    holds_others = any(path[0] != "on" for path, _blocks in visit.block.sequences())
    if holds_others and not isinstance(visit.block, Branch):
        return  # a stage or a repetition may ask about what is done inside of it
    used: dict[str, SubPath] = {}
    for site in visit.block.sites():
        used.update(dict.fromkeys(facts_in(site.tree), site.path))
    for template in _templates(visit.block):
        for text in template.texts.values():
            used.update(dict.fromkeys(facts_in_template(text), template.path))
    for fact, path in sorted(used.items()):
        step = fact.split(".")[1] if fact.startswith("outputs.") else ""
        block = subject.blocks.get(step)
        known = subject.before[visit.block.id].perhaps | {visit.block.id}
        if block is not None and step not in known:
            name = _label(block, fact.split(".", 2)[-1])
            params = {"fact": name, "step": block.shown_title}
            yield at_block(visit.block, (*visit.path, *path), "not_yet", Degree.ERROR, **params)
