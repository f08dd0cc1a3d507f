"""What a step shows of a request: words, and rows from another system as a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ventanilla.core.kit.text import pick

FIGURES = ("number", "money")


def lines_shown(lines: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """For `c-answers`: label and value, which is a table for rows."""
    return [
        {
            "label": pick(line["label"]),
            "value": table(line["table"], pick(line["label"])) if "table" in line else pick(line["text"]),
        }
        for line in lines
    ]


def table(found: Mapping[str, Any], label: str) -> SafeString:
    """`found` as the step has kept it."""
    kinds = ["num" if column["type"] in FIGURES else "" for column in found["columns"]]
    head = format_html_join(
        "",
        '<th class="{}">{}</th>',
        zip(kinds, (pick(one["label"]) for one in found["columns"]), strict=True),
    )
    rows = format_html_join(
        "",
        "<tr>{}</tr>",
        (
            (format_html_join("", '<td class="{}">{}</td>', zip(kinds, map(pick, row), strict=True)),)
            for row in found["rows"]
        ),
    )
    more = _("and %(count)s more") % {"count": found["more"]} if found.get("more") else ""
    return format_html(
        '<div class="table-box" tabindex="0" role="region" aria-label="{}"><table class="table"><thead><tr>{}</tr>'
        "</thead><tbody>{}</tbody></table></div>{}",
        label,
        head,
        rows,
        more,
    )
