"""Draws a line map: nested ordered lists that read plainly, the pieces of line hidden from screen readers.

Lying or standing is decided by CSS, so both drawings are in the markup. Standing, each row draws its piece of
every lane (`lm-seg`, `lm-curve`; lanes count from the left); lying, each stop and branch draws its own
(`lm-h`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext, pgettext_lazy

from ventanilla.surfaces.ui.icons import icon
from ventanilla.surfaces.ui.linemap import (
    MOST_COLUMNS,
    Node,
    Station,
    Tracks,
    columns,
    passed,
    progress,
    reached,
    stations,
)

STATE_WORDS = {
    "done": pgettext_lazy("station", "Done"),
    "here": pgettext_lazy("station", "Now"),
    "next": pgettext_lazy("station", "Next"),
    "skipped": pgettext_lazy("station", "Not needed"),
    "stopped": pgettext_lazy("station", "Stopped here"),
    "problem": pgettext_lazy("station", "Needs attention"),
}
ICONS = {"done": "check", "stopped": "x-mark", "problem": "exclamation-triangle"}
EMPTY = SafeString("")


@dataclass(frozen=True)
class Place:
    """Where a sequence runs in the standing drawing: its lane, the number of lanes in use, and the other
    lanes that pass by, each with whether it is coloured."""

    lane: int = 0
    lanes: int = 1
    passing: tuple[tuple[int, bool], ...] = ()


def line_map(nodes: Sequence[Node], label: str = "") -> SafeString:
    """The whole drawing of `nodes`, named `label` for screen readers."""
    fits = "fits" if columns(nodes) <= MOST_COLUMNS else "stands"
    body = _line(nodes, Place(), entered=None, leaves=None)
    name = label or gettext("Progress")
    return format_html(
        '<div class="linemap" role="group" aria-label="{}"><div class="{}">{}</div></div>', name, fits, body
    )


def line_mini(nodes: Sequence[Node]) -> SafeString:
    """The line in small: a dash a station (parallel ones too), a ring where it is, and "3 of 6"."""
    dashes = format_html_join(
        "", '<i class="{}"></i>', ((s.state,) for s in stations(nodes) if s.state != "skipped")
    )
    done, total = progress(nodes)
    words = ngettext("%(done)s of %(total)s step", "%(done)s of %(total)s steps", total) % {
        "done": done,
        "total": total,
    }
    return format_html(
        '<span class="linemini"><span aria-hidden="true">{}</span><span>{}</span></span>', dashes, words
    )


def _line(nodes: Sequence[Node], place: Place, entered: bool | None, leaves: bool | None) -> SafeString:
    """One sequence. Is the line coloured that comes in (`entered`; None: begins here), that goes out?"""
    items, coming = [], entered
    for position, node in enumerate(nodes):
        ahead = nodes[position + 1 :]
        going = reached(ahead, bool(leaves)) if ahead else leaves
        draw = _station if isinstance(node, Station) else _tracks
        items.append(draw(node, place, coming, going))  # type: ignore[arg-type]
        coming = going
    return format_html('<ol class="lm-line">{}</ol>', SafeString("".join(items)))


def _seg(lane: int, on: bool | None, part: str = "") -> SafeString:
    if on is None:
        return EMPTY
    return format_html('<i class="lm-seg {} l{}{}" aria-hidden="true"></i>', part, lane, " on" if on else "")


def _passing(place: Place) -> SafeString:
    return SafeString("".join(_seg(lane, on) for lane, on in place.passing))


def _station(node: Station, place: Place, coming: bool | None, going: bool | None) -> SafeString:
    lines = _passing(place) + _seg(place.lane, coming, "up") + _seg(place.lane, going, "down")
    along = (
        EMPTY
        if going is None
        else format_html('<i class="lm-h along{}" aria-hidden="true"></i>', " on" if going else "")
    )
    mark = icon(ICONS[node.state], 16, "micro") if node.state in ICONS else EMPTY
    return format_html(
        '<li class="lm-stop {state}{final}{kind} l{lane} w{lanes}"{current}>{lines}{along}'
        '<span class="lm-dot" aria-hidden="true">{mark}</span><div class="lm-text">{text}</div></li>',
        state=node.state,
        final=" final" if going is None else "",
        kind=f" kind-{node.kind}" if node.kind else "",
        lane=place.lane,
        lanes=place.lanes,
        current=SafeString(' aria-current="step"') if node.state == "here" else "",
        lines=SafeString(lines),
        along=along,
        mark=mark,
        text=_text(node),
    )


def _text(node: Station) -> SafeString:
    quiet = " visually-hidden" if node.state in {"done", "next"} else ""
    parts = [
        format_html('<span class="lm-name">{}<span class="visually-hidden">: </span></span>', node.name),
        format_html(
            '<span class="lm-state{}">{}<span class="visually-hidden">.</span></span>',
            quiet,
            node.state_word or STATE_WORDS[node.state],
        ),
    ]
    for kind, words in (("lm-who", node.who), ("lm-when", node.when_text), ("lm-note", node.note)):
        if words:
            parts.append(
                format_html('<span class="{}">{}<span class="visually-hidden">.</span></span>', kind, words)
            )
    return SafeString("".join(parts))


def _tracks(node: Tracks, place: Place, coming: bool | None, going: bool | None) -> SafeString:
    branches = [branch for branch in node.branches if branch]
    if not branches:
        return EMPTY
    # The first branch stays on the lane, the others take the next free ones.
    lanes = [place.lane] + [place.lanes + extra for extra in range(len(branches) - 1)]
    total = place.lanes + len(branches) - 1
    left = [
        bool(going) and all(passed(each) for each in branch) and not _unused(branch) for branch in branches
    ]
    entered = [reached(branch, out) for branch, out in zip(branches, left, strict=True)]
    rows = [
        _branch(branch, index, lanes, total, place, entered, left) for index, branch in enumerate(branches)
    ]
    return format_html(
        '<li class="lm-tracks c{}">{}<ul class="lm-branches">{}</ul>{}</li>',
        max(map(columns, branches)),
        _fork(place, lanes, total, coming, entered),
        SafeString("".join(rows)),
        _merge(place, lanes, total, going, left, node.join),
    )


def _unused(branch: list[Node]) -> bool:
    return all(station.state == "skipped" for station in stations(branch))


def _curves(part: str, place: Place, lanes: list[int], on: list[bool]) -> SafeString:
    pairs = (
        (part, place.lane, lane, " on" if lit else "") for lane, lit in zip(lanes[1:], on[1:], strict=True)
    )
    return format_html_join("", '<i class="lm-curve {} l{} t{}{}" aria-hidden="true"></i>', pairs)


def _fork(place: Place, lanes: list[int], total: int, coming: bool | None, entered: list[bool]) -> SafeString:
    lines = _passing(place) + _curves("split", place, lanes, entered)
    lines += _seg(place.lane, coming, "up") + _seg(place.lane, entered[0], "down")
    words = gettext("At the same time")
    return format_html('<p class="lm-fork w{}">{}{}</p>', total, SafeString(lines), words)


def _merge(
    place: Place, lanes: list[int], total: int, going: bool | None, left: list[bool], join: str | int
) -> SafeString:
    lines = _passing(place) + _curves("merge", place, lanes, left)
    lines += _seg(place.lane, left[0], "up") + _seg(place.lane, going, "down")
    return format_html(
        '<p class="lm-join w{}">{}{}</p>', total, SafeString(lines), _join_words(join, len(lanes))
    )


def _join_words(join: str | int, branches: int) -> str:
    if str(join) == "any":
        return gettext("Goes on when one of them is done")
    if str(join).isdigit() and int(join) < branches:
        return ngettext("Goes on when %(n)s is done", "Goes on when %(n)s are done", int(join)) % {"n": join}
    return gettext("Goes on when all of them are done")


def _branch(
    branch: list[Node],
    index: int,
    lanes: list[int],
    total: int,
    place: Place,
    entered: list[bool],
    left: list[bool],
) -> SafeString:
    others = tuple(
        (lane, entered[other] if other > index else left[other])
        for other, lane in enumerate(lanes)
        if other != index
    )
    inside = replace(place, lane=lanes[index], lanes=total, passing=place.passing + others)
    pieces = [("in", entered[index]), ("out", left[index])]
    if index + 1 < len(lanes):
        pieces += [("in-run", any(entered[index + 1 :])), ("out-run", any(left[index + 1 :]))]
    lines = format_html_join(
        "", '<i class="lm-h {}{}" aria-hidden="true"></i>', ((p, " on" if on else "") for p, on in pieces)
    )
    return format_html(
        '<li class="lm-branch">{}{}</li>', lines, _line(branch, inside, entered[index], left[index])
    )
