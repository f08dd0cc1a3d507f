"""The figures of one service in words, with bars and tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from ventanilla.core.kit.text import pick
from ventanilla.engines.insights.models import ServiceFigures
from ventanilla.surfaces.ui.figures import (
    FEW,
    Figure,
    bars,
    month_name,
    seconds,
    share,
    working,
)
from ventanilla.surfaces.ui.format import number

ByMonth = Mapping[date | None, ServiceFigures]
MOST_BARS = 8


def told(row: ServiceFigures, by_month: ByMonth, day: int) -> list[Figure]:
    """Everything about a service, of the period that `row` counts; a working day has `day` minutes."""
    return [
        _form(row),
        _asking(row),
        _finding(row),
        _length(row, by_month, day),
        _how_it_was(row),
        _steps(row, day),
    ]


def _form(row: ServiceFigures) -> Figure:
    sentences = []
    if row.sent >= FEW:
        times = {"half": seconds(row.filled_half), "most": seconds(row.filled_most)}
        sentences.append(
            _("Half of those who sent it took at most %(half)s, 85 of 100 at most %(most)s.") % times
        )
    if row.begun >= FEW:
        values = {"begun": row.begun, "left": row.left, "share": share(row.left, row.begun)}
        sentences.append(
            _("Of %(begun)s who began to write, %(left)s left without sending it: %(share)s.") % values
        )
    sentences += _where_they_left(row)
    stopped = sorted((one for one in row.questions if one["left"]), key=lambda one: -one["left"])
    shown = stopped[:MOST_BARS] if row.left >= FEW else []
    return Figure(
        key="form",
        title=_("Filling in the form"),
        sentences=sentences,
        counted=row.begun,
        note=_(
            "It counts whoever wrote something in the form, without knowing who. A break of more than half an hour "
            "counts as half an hour. Who wrote in it less than a week ago may still go on and isn't counted yet."
        ),
        bars=bars([(pick(one["label"]), str(one["left"]), [("filled", one["left"])]) for one in shown]),
        bars_title=_("The question that they touched last before they left"),
        head=(_("Question"), _("Asked"), _("Answered"), _("Changed afterwards"), _("Left here")),
        rows=[
            (pick(one["label"]), *(str(one[name]) for name in ("seen", "answered", "changed", "left")))
            for one in row.questions
        ]
        if row.begun >= FEW
        else [],
    )


def _where_they_left(row: ServiceFigures) -> list[str]:
    if row.left < FEW:
        return []
    found = []
    most = max(row.questions, key=lambda one: one["left"], default=None)
    if most and most["left"]:
        values = {"question": pick(most["label"]), "n": most["left"], "of": row.left}
        found.append(_("Most of them stopped at “%(question)s”: %(n)s of the %(of)s who left.") % values)
    page = max(row.pages, key=lambda one: one["left"], default=None)
    if page and len(row.pages) > 1:
        values = {"page": pick(page["label"]), "n": page["left"], "of": row.left}
        found.append(_("The page that they saw last was mostly “%(page)s”: %(n)s of %(of)s.") % values)
    return found


def _asking(row: ServiceFigures) -> Figure:
    enough = row.ended >= FEW
    values = {"asked": share(row.asked_back, row.ended), "amended": share(row.amended, row.ended)}
    return Figure(
        key="asking",
        title=_("What the form didn't ask"),
        sentences=[
            _("In %(asked)s requests somebody had to ask before the work could go on.") % values,
            _("In %(amended)s the answers were corrected after they had been sent.") % values,
        ]
        if enough
        else [],
        counted=row.ended,
        note=_(
            "Of the requests that ended in this time: a message of the team that was answered, a wait for an answer, "
            "a correction that was asked for, or a question before a decision. Thank-yous at the end don't count."
        ),
    )


def _finding(row: ServiceFigures) -> Figure:
    enough = row.ended >= FEW
    values = {
        "alone": share(row.alone, row.ended),
        "rerouted": share(row.rerouted, row.ended),
        "reweighed": share(row.reweighed, row.ended),
        "nobody": share(row.nobody_decided, row.with_approval),
    }
    sentences = [_("%(alone)s requests found their team and their priority by themselves.") % values]
    if row.rerouted or row.reweighed:
        sentences.append(
            _("%(rerouted)s were handed to another team, %(reweighed)s got another priority by hand.")
            % values
        )
    if row.with_approval >= FEW:
        sentences.append(
            _("%(nobody)s of those that were done needed nobody's decision.") % values
            if row.nobody_decided
            else _("Each of those that were done had somebody's decision.")
        )
    return Figure(
        key="finding",
        title=_("Finding the way alone"),
        sentences=sentences if enough else [],
        counted=row.ended,
        note=_(
            "Of the requests that ended in this time. Who of the team takes it doesn't count as finding the way; "
            "decisions are counted for services that have an approval."
        ),
    )


def _length(row: ServiceFigures, by_month: ByMonth, day: int) -> Figure:
    enough = row.done >= FEW
    values = {"half": working(row.cycle_half, day), "most": working(row.cycle_most, day), "n": row.done}
    months = [one for month, one in sorted(_months(by_month)) if one.done >= FEW][-12:]
    return Figure(
        key="length",
        title=_("How long it takes"),
        sentences=[
            _("Half of the %(n)s that were done took at most %(half)s, 85 of 100 at most %(most)s.") % values
        ]
        if enough
        else [],
        counted=row.done,
        note=_(
            "From sending it to its end, in the working hours of the department. What was withdrawn or declined "
            "doesn't count."
        ),
        bars=bars(
            [
                (month_name(one.month), working(one.cycle_half, day), [("filled", one.cycle_half or 0)])
                for one in months
                if one.month
            ]
        )
        if len(months) > 1
        else [],
        bars_title=_("Half were done within, month by month"),
        head=(_("Month"), _("Done"), _("Half took at most"), _("85 of 100 at most")) if months else (),
        rows=[
            (month_name(one.month), str(one.done), working(one.cycle_half, day), working(one.cycle_most, day))
            for one in months
            if one.month
        ],
    )


def _how_it_was(row: ServiceFigures) -> Figure:
    enough = row.rated >= FEW
    mean = number(round(Decimal(row.marks_sum) / row.rated, 1)) if enough else ""
    values = {"content": share(row.content, row.rated), "mean": mean, "n": row.rated}
    return Figure(
        key="how-it-was",
        title=_("How it was for who asked"),
        sentences=[
            _("%(content)s were content: they gave a 4 or a 5.") % values,
            _("The %(n)s marks come to %(mean)s of 5 on average.") % values,
        ]
        if enough
        else [],
        counted=row.rated,
        note=_(
            "Whoever asked may say it on the page of the request, once it is done. The words stand in the request."
        ),
    )


def _months(by_month: ByMonth) -> list[tuple[date, ServiceFigures]]:
    return [(month, row) for month, row in by_month.items() if month]


def _steps(row: ServiceFigures, day: int) -> Figure:
    steps = [step for step in row.steps if step["counted"] >= FEW]
    return Figure(
        key="steps",
        title=_("Where the time goes"),
        sentences=_slowest(steps),
        counted=max((step["counted"] for step in row.steps), default=0),
        note=_(
            "In working hours. A task is waited for until somebody takes it and worked on from then; approvals, "
            "questions and other systems are waited for all the time. What comes after the end doesn't count."
        ),
        bars=bars([(step_name(step), working(_mean(step, "total"), day), _split(step)) for step in steps]),
        bars_title=_("How long each step takes on average"),
        legend=(("waiting", _("Waiting")), ("filled", _("Working"))),
        head=(
            _("Step"),
            _("Times"),
            _("Half took at most"),
            _("85 of 100 at most"),
            _("Waiting"),
            _("Working"),
        ),
        rows=[
            (
                step_name(step),
                str(step["counted"]),
                working(step["half"], day),
                working(step["most"], day),
                working(_mean(step, "waiting"), day),
                working(_mean(step, "total") - _mean(step, "waiting"), day),
            )
            for step in steps
        ],
    )


def _slowest(steps: Sequence[dict[str, Any]]) -> list[str]:
    """The step that takes most of the time, named."""
    total = sum(step["total"] for step in steps)
    if len(steps) < 2 or not total:
        return []
    slowest = max(steps, key=lambda step: step["total"])
    values = {
        "step": step_name(slowest),
        "share": round(100 * slowest["total"] / total),
        "waiting": round(100 * slowest["waiting"] / slowest["total"]),
    }
    return [
        _("Most of the time goes into “%(step)s”: %(share)s of 100 hours of all steps together.") % values,
        _("Of that time %(waiting)s of 100 are waiting.") % values,
    ]


def step_name(step: Mapping[str, Any]) -> str:
    """What a step is called; the work on a request without steps has a name of its own."""
    return pick(step["title"]) or _("The work on the request")


def _mean(step: Mapping[str, Any], name: str) -> int:
    return round(int(step[name]) / int(step["counted"]))


def _split(step: Mapping[str, Any]) -> list[tuple[str, int]]:
    waiting = _mean(step, "waiting")
    return [("waiting", waiting), ("filled", _mean(step, "total") - waiting)]
