"""What the page of a step that could not be carried out shows, and what is sent from it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from ventanilla.core.blueprint.blocks import walk
from ventanilla.core.kit.errors import Refusal
from ventanilla.core.kit.text import pick
from ventanilla.engines.workflow.models import Task
from ventanilla.engines.workflow.queries import fault_outputs
from ventanilla.records.catalog.queries import package_of

Shown = dict[str, Any]


def stopped_at(task: Task) -> str:
    """The title of the step that could not be carried out; "" when it was none of the workflow's, or has no title."""
    wanted = task.detail.get("block")
    found = (block for block in walk(package_of(task.ticket.version).workflow) if block.id == wanted)
    return next((pick(block.title) for block in found if block.title), "")


def settled(request: HttpRequest, task: Task) -> dict[str, Any]:
    """The way on that was chosen, and what was typed in the place of what the step would have left behind."""
    typed: dict[str, Any] = {}
    for output in fault_outputs(task):
        text = request.POST.get(f"output_{output.name}", "").strip()
        if text and output.kind == "money":
            typed[output.name] = {"amount": text.replace(",", "."), "currency": "EUR"}
        elif text:
            typed[output.name] = text == "yes" if output.kind == "yes_no" else text
    return {"choice": request.POST.get("choice", ""), "outputs": typed}


def outputs(request: HttpRequest, task: Task, refused: Refusal | None) -> list[Shown]:
    """The fields for what the step would have left behind, with what was typed and what is wrong in it."""
    wrong = getattr(refused, "fields", {}) or {}
    return [
        {
            "name": f"output_{output.name}",
            "label": pick(dict(output.label)),
            "value": request.POST.get(f"output_{output.name}", ""),
            "type": "date" if output.kind == "date" else "text",
            "error": " ".join(map(str, wrong.get(output.name, ()))),
        }
        for output in fault_outputs(task)
    ]


def ways(task: Task) -> list[dict[str, str]]:
    """The ways on that can be chosen, each with what it means."""
    end = _called_off() if task.ticket.ended else _closed()
    if (
        task.step is None and "block" not in task.detail
    ):  # nothing of the workflow: there is no step to repeat
        hint = _("It is put right, or it doesn't matter: the request goes on from where it is.")
        return [{"value": "go_on", "label": _("Go on"), "hint": hint}, end]
    return [
        {
            "value": "retry",
            "label": _("Try again"),
            "hint": _("What was missing is there now: the step runs once more."),
        },
        {
            "value": "go_on",
            "label": _("Go on without it"),
            "hint": _("You have done it by hand, or it isn't needed: the next step begins."),
        },
        end,
    ]


def _closed() -> dict[str, str]:
    hint = _("It can't be done. The request is closed as declined, and who asked reads your words below.")
    return {"value": "cancel", "label": _("Close the request"), "hint": hint}


def _called_off() -> dict[str, str]:
    """In aftercare."""
    hint = _("Who asked has what they asked for, and keeps it. What was still to come isn't done.")
    return {"value": "cancel", "label": _("Leave the rest"), "hint": hint}
