"""What an approval shows first: the answers and outputs that its block names, in every language of the portal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ventanilla.core.blueprint.blocks import Approval, find_block
from ventanilla.core.blueprint.form import questions
from ventanilla.core.blueprint.messages import substitute
from ventanilla.core.kit.text import languages
from ventanilla.engines.workflow import machine
from ventanilla.engines.workflow.runtime.scene import Scene
from ventanilla.records.intake.interpret import display
from ventanilla.records.tickets.models import AnswerSet

OUTPUTS = "outputs."


def shown_by(block: Approval, scene: Scene, answers: AnswerSet) -> list[dict[str, Any]]:
    """[{"id", "label": {language: words}, "text": {language: words}}, …], what is empty left out."""
    outputs = machine.output_facts(scene.state)
    told = _answers(block, scene, answers)
    found = []
    for name in block.show:
        line = _output(name, scene, outputs) if name.startswith(OUTPUTS) else told.get(name)
        if line:
            found.append({"id": name, **line})
    return found


def _answers(block: Approval, scene: Scene, answers: AnswerSet) -> dict[str, dict[str, Any]]:
    asked = [question for question in questions(scene.package.form) if question.id in block.show]
    found: dict[str, dict[str, Any]] = {}
    for code in languages() if asked else ():
        for shown in display(asked, answers.answers, answers.rows, code):
            line = found.setdefault(shown.id, {"label": {}, "text": {}})
            line["text"][code] = shown.text
            line["label"][code] = shown.label
    return found


def _output(name: str, scene: Scene, outputs: Mapping[str, Any]) -> dict[str, Any] | None:
    _prefix, block_id, output = name.split(".")
    block = find_block(scene.package.workflow, block_id)
    if block is None or output not in block.output_names():
        return None
    texts = dict(_texts(name, outputs))
    return {"label": dict(block.output_names()[output]), "text": texts} if any(texts.values()) else None


def _texts(name: str, outputs: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for code in languages():
        yield code, substitute(f"{{{{ {name} }}}}", outputs, language=code)
