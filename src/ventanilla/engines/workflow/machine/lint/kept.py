"""What is kept from who asks, and told them all the same by a text that they read."""

from __future__ import annotations

from collections.abc import Iterator

from ventanilla.core.blueprint.blocks import faces_requester
from ventanilla.core.blueprint.messages import facts_in_template
from ventanilla.engines.workflow.machine.compiler import compile
from ventanilla.engines.workflow.machine.lint.findings import Degree, Finding
from ventanilla.engines.workflow.machine.lint.subject import Subject, at_block

WITHIN = ("comment", "by", "who")
"""What tells who did or decided a step, and what they wrote there for the team."""


def kept(subject: Subject) -> Iterator[Finding]:
    """Texts to who asks that name somebody of a step that is kept from them, or what was written there."""
    program = compile(subject.package.workflow)
    if not program.keeps_something:
        return
    for visit in subject.visits:
        if program.keeps(visit.block.id) or not (
            faces_requester(visit.block) or visit.block.type == "document"
        ):
            continue
        for template in visit.block.templates():
            named = {fact for text in template.texts.values() for fact in facts_in_template(text)}
            for fact in sorted(named):
                _outputs, _dot, rest = fact.partition(".")
                block, _dot, name = rest.partition(".")
                if name in WITHIN and program.keeps(block):
                    path = (*visit.path, *template.path)
                    title = program.nodes[block].block.shown_title
                    yield at_block(visit.block, path, "told_inside", Degree.WARNING, fact=fact, step=title)
