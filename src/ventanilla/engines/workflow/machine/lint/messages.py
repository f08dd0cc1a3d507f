"""Texts with placeholders: what may be missing there, and what should not be told there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ventanilla.core.blueprint.blocks import Block, Branch, Repeat, Visit, walk
from ventanilla.core.blueprint.blocks.repeat import TURN
from ventanilla.core.blueprint.messages import facts_in_template
from ventanilla.core.blueprint.sites import SubPath, Template
from ventanilla.core.rules import facts_in
from ventanilla.engines.workflow.machine.lint.findings import Degree, Finding
from ventanilla.engines.workflow.machine.lint.guaranteed import (
    conditions,
    holding,
    may_be_missing,
    not_ended,
    surely_done,
)
from ventanilla.engines.workflow.machine.lint.subject import Subject, asked_of, at_block

SOUNDS_SECRET = re.compile(
    r"\b(password|passcode|contraseña|clave de acceso|pin|iban|token)\b", re.IGNORECASE
)
WRITTEN_SECRET = re.compile(
    r"\b(?:password|contraseña|clave|api[ _-]?key|token|pin)\b\s*[:=]\s*(?!\{\{)(\S{4,})", re.IGNORECASE
)
RUN = re.compile(r"(?:\{\{[^{}]*\}\}[ ]*)+")
SENTENCE_OVER = re.compile(r"(?:^|[.!?…\n][*_»”\")]*)\s*(?:[-*] )?$")
SENTENCE_BEGINS = re.compile(r"\s*(?:$|\n|[^\W\d_a-zà-ÿ]|[¿¡*«“#])")
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
        if not _reads_without(fact, template):
            yield from _missing(visit, path, fact, subject)


def _reads_without(fact: str, template: Template) -> bool:
    """Whether nothing is amiss where it is empty: it stands beside another placeholder, or is a sentence of its own."""
    return all(
        len(facts_in_template(found[0])) > 1 or _stands_alone(found, text)
        for text in template.texts.values()
        for found in RUN.finditer(text)
        if fact in facts_in_template(found[0])
    )


def _stands_alone(found: re.Match[str], text: str) -> bool:
    """Not where it is all that there is to read: nobody is helped by an empty message."""
    before, after = text[: found.start()], text[found.end() :]
    others = bool(before.strip() or after.strip())
    return others and bool(SENTENCE_OVER.search(before) and SENTENCE_BEGINS.match(after))


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
        return
    whole = question is not None and "." not in fact.removeprefix("answers.")
    if question is not None and whole and may_be_missing(question, "answers", holding(visit), subject):
        names = {"fact": question.label, "question": question.label}
        yield at_block(visit.block, path, "maybe_empty_answer", Degree.ADVICE, **names)


def _missing_output(visit: Visit, path: SubPath, fact: str, subject: Subject) -> Iterator[Finding]:
    _prefix, step, name, *_more = (*fact.split("."), "", "")
    block, done = subject.blocks.get(step), subject.before[visit.block.id]
    if block is None or step == visit.block.id or step not in done.perhaps or is_turn(visit, fact):
        return  # what can't have been done by then is told by `_too_early`
    label = _label(block, name)
    if step not in done.certain and _comes_round(visit, step):
        return  # the first time there is nothing yet, as everybody expects who is told of the last time
    if step not in done.certain and not surely_done(visit, step, subject):
        if not any(f"outputs.{step}." in each for rule in conditions(visit) for each in facts_in(rule)):
            names = {"fact": label, "step": block.shown_title}
            yield at_block(visit.block, path, "maybe_empty_step", Degree.WARNING, **names)
        return
    question = next((item for item in asked_of(block) if item.id == name), None)
    if question is None or name in SURE or "." in fact.removeprefix(f"outputs.{step}."):
        return
    ways = holding(visit)
    if not_ended(block, ways, subject.domains):
        names = {"fact": label, "step": block.shown_title}
        yield at_block(visit.block, path, "maybe_late_step", Degree.WARNING, **names)
    elif may_be_missing(question, f"outputs.{step}", ways, subject):
        names = {"fact": label, "question": question.label}
        yield at_block(visit.block, path, "maybe_empty_answer", Degree.ADVICE, **names)


def is_turn(visit: Visit, fact: str) -> bool:
    """Whether it is the turn of a repeat in which this stands: that is known inside."""
    return any(
        isinstance(holder.block, Repeat)
        and holder.within == ("blocks",)
        and fact == f"outputs.{holder.block.id}.{TURN}"
        for holder in visit.above
    )


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
        if block is not None and step not in known and not is_turn(visit, fact):
            name = _label(block, fact.split(".", 2)[-1])
            params = {"fact": name, "step": block.shown_title}
            yield at_block(visit.block, (*visit.path, *path), "not_yet", Degree.ERROR, **params)
