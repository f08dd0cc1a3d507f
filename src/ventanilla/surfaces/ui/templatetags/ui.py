"""Tags and filters of the interface; built in, so that no template loads them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django import template
from django.contrib.messages import DEFAULT_TAGS
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString

from ventanilla.core.kit.text import pick, pick_with_language, quoted
from ventanilla.surfaces.ui import format as texts
from ventanilla.surfaces.ui import icons, linemap, linemap_markup, prose, states

HYPHENED = re.compile(r"(?<![\w&#-])[^\W\d_]{1,12}(?:-[^\W_]{1,12}){1,2}(?![\w;-])")
"""A short word with a hyphen in it; what is longer may break, so that it fits on a phone."""

register = template.Library()

register.simple_tag(icons.icon, name="icon")
register.filter("localized", pick)
register.filter("quoted", quoted)
register.filter("initials", texts.initials)
register.filter("money", texts.money)
register.filter("number", texts.number)
register.filter("filesize", texts.filesize)
register.filter("day", texts.day)
register.filter("short_day", texts.short_day)
register.filter("stub_number", states.stub_number)
register.filter("status_badge", states.status_badge)
register.simple_tag(states.status_badge, name="status_badge")
register.simple_tag(states.priority_mark, name="priority_mark")


@register.filter
def unbroken(text: Any) -> SafeString:
    """A heading of which no line begins with the point between its parts, or ends inside a word like «one-time» or
    a number like «PV-20655»."""
    whole = conditional_escape(text).replace(" · ", "\u00a0· ")
    return SafeString(HYPHENED.sub(r'<span class="nowrap">\g<0></span>', whole))


@register.filter
def markdown(text: Any) -> SafeString:
    """Markdown as safe HTML; localized text is picked first."""
    return prose.markdown(pick(text))


@register.filter
def with_language(value: Mapping[str, str]) -> SafeString:
    """Localized text, marked with its language when it isn't the page's."""
    text, language = pick_with_language(value)
    if language == texts.locale().language:
        return conditional_escape(text)
    return format_html('<span lang="{}">{}</span>', language, text)


@register.simple_tag
def moment(at: datetime | date | None) -> SafeString:
    """`<time>` reading "hoy a las 10:32"."""
    return texts.time_tag(at)


@register.simple_tag
def ago(at: datetime | None) -> SafeString:
    """`<time>` reading "hace 3 min"."""
    return texts.time_tag(at, texts.ago(at))


@register.simple_tag
def line_map(nodes: Iterable[Any] | None, label: str = "") -> SafeString:
    """The line map of `nodes` (see `linemap`)."""
    return linemap_markup.line_map(linemap.nodes_from(nodes or []), label)


@register.simple_tag
def line_mini(nodes: Iterable[Any] | None) -> SafeString:
    """The line map in small."""
    return linemap_markup.line_mini(linemap.nodes_from(nodes or []))


@register.filter
def rest(attrs: Any) -> SafeString:
    """A component's remaining attributes, escaped; None, False and those it declares are left out."""
    hidden: set[str] = getattr(attrs, "_exclude_from_str", set())
    pairs = [
        (key, value)
        for key, value in attrs.items()
        if key not in hidden and value is not None and value is not False
    ]
    return format_html_join(
        "", " {}{}", ((key, "" if value is True else format_html('="{}"', value)) for key, value in pairs)
    )


@register.filter
def tone_of(message: Any) -> str:
    """The tone of one of Django's messages."""
    tones = {"success": "positive", "warning": "caution", "error": "negative"}
    return tones.get(DEFAULT_TAGS.get(message.level, ""), "info")


@register.filter
def alert_icon(tone: str) -> str:
    """The icon that goes with a tone."""
    icons_by_tone = {
        "positive": "check-circle",
        "caution": "exclamation-triangle",
        "negative": "exclamation-circle",
    }
    return icons_by_tone.get(tone, "information-circle")


@register.filter
def file_icon(name: str) -> str:
    """An icon for a file, by the ending of its name."""
    ending = str(name).rpartition(".")[2].lower()
    if ending in {"png", "jpg", "jpeg", "gif", "webp", "heic", "svg"}:
        return "photo"
    return "table-cells" if ending in {"xls", "xlsx", "csv", "ods"} else "document-text"


@register.filter
def among(value: Any, chosen: Any) -> bool:
    """Is `value` the chosen one, or one of the chosen?"""
    if isinstance(chosen, list | tuple | set):
        return str(value) in {str(each) for each in chosen}
    return chosen is not None and str(value) == str(chosen)
