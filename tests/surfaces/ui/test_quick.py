"""What the quick templates draw is what Django's own draw."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest
from django.template import Context, Template
from django.template.loader import get_template
from django.urls import NoReverseMatch
from django.utils import translation
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from ventanilla.surfaces.ui.quick.parsing import QuickTemplate


@dataclass
class Row:
    title: str = "Cables & <b>plugs</b>"
    number: int = 12345
    note: str | None = None
    marked: SafeString = field(default_factory=lambda: SafeString("<i>safe</i>"))

    def called(self) -> str:
        return "called <this>"

    @property
    def broken(self) -> str:
        raise AttributeError("inside")


class Boxed:
    """Can be indexed, and has attributes."""

    title = "by attribute"

    def __getitem__(self, key: str) -> str:
        if key == "title":
            return "by key"
        raise KeyError(key)


def erase() -> str:
    raise AssertionError("never called from a template")


erase.alters_data = True  # type: ignore[attr-defined]

VALUES: dict[str, Any] = {
    "row": Row(),
    "rows": [Row(), Row(title="second"), Row(note="noted")],
    "pairs": [("a", 1), ("b", 2)],
    "boxed": Boxed(),
    "plain": {"title": "a <title>", "items": "own items", "0": "zero", "nothing": None},
    "empty": {},
    "word": "Ñandú & co",
    "markup": SafeString("<em>kept</em>"),
    "lazy": gettext_lazy("Search"),
    "nothing": None,
    "number": 1234567.5,
    "erase": erase,
    "kind": Row,
}

PIECES = (
    "{{ word }}{{ markup }}{{ lazy }}{{ nothing }}{{ number }}",
    "{{ row.title }} {{ row.number }} {{ row.note }} {{ row.marked }} {{ row.called }} {{ row.absent }}",
    "{{ rows.1.title }}{{ rows.9.title }}{{ word.upper }}{{ nothing.title }}{{ absent }}{{ absent.title }}",
    "{{ plain.title }}{{ plain.items }}{{ plain.0 }}{{ plain.keys }}{{ plain.absent }}{{ empty.items }}",
    "{{ boxed.title }}{{ boxed.absent }}{{ erase }}{{ kind.title }}",
    "{{ absent|default:'none' }}{{ absent|default:word }}{{ row.title|upper|cut:row.called }}{{ word|length }}",
    "{% autoescape off %}{{ row.title }}{{ word }}{% translate 'Search' %}{% endautoescape %}",
    "{% if row.note %}a{% elif absent %}b{% elif word == 'x' or not nothing %}c{% else %}d{% endif %}",
    "{% if absent|add:missing %}yes{% else %}no{% endif %}{% if plain.nothing %}yes{% endif %}",
    "{% for each in rows %}{{ forloop.counter }}{{ each.title }}{% if not forloop.last %}, {% endif %}{% endfor %}",
    "{% for key, value in pairs %}{{ key }}={{ value }};{% empty %}none{% endfor %}",
    "{% for x in absent %}{% empty %}none{% endfor %}",
    "{% with other=row.title again=word|lower %}{{ other }}{{ again }}{% endwith %}{{ other }}",
    "{% translate 'Search' %}{% translate word %}{% translate '50%% of it' %}",
    "{% translate 'Search' as found %}{{ found }}",
    "{% icon 'check' %}{% icon 'check' 16 'micro' %}{% icon plain.absent|default:'bell' %}",
    "{% url 'portal:home' %}{% url 'portal:request' 'REQ-1' %}",
    "{% url 'portal:requests' as way %}{{ way }}{% url 'no:such' as none %}{{ none }}",
    "{% load static %}{% static 'ui/mark.svg' %}{% static 'ui/mark.svg' as mark %}{{ mark }}",
    "{% comment %}unseen{% endcomment %}{# unseen #}{% spaceless %}<p> <b>{{ word }}</b> </p>{% endspaceless %}",
    "{% cotton badge tone='info' %}{{ row.title }}{% endcotton %}",
    "{% cotton badge icon='check' data-id='{{ row.number }}' title='{{ row.title }}' %}{{ word }}{% endcotton %}",
    "{% cotton row url='/x/?a=1&b=2' title='{{ row.title }}' :who='row.marked' :unread='nothing' / %}",
    "{% cotton row note='{% if word %}{{ word }}{% endif %}' :unread='number' %}{% endcotton %}",
    "{% cotton facts :items='[]' / %}{% cotton component is='badge' %}dynamic{% endcotton %}",
    "{% include 'ui/mark.html' with band=1 %}",
)


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("source", PIECES)
def test_a_quick_template_draws_the_same(source: str, language: str) -> None:
    with translation.override(language):
        expected = Template(source).render(Context(dict(VALUES)))
        quick = QuickTemplate(source)
        assert quick.render(Context(dict(VALUES))) == expected
        assert quick.render(Context(dict(VALUES))) == expected, "the second time too"


def test_words_follow_the_language_of_each_reader() -> None:
    template = QuickTemplate("{% translate 'Search' %}")
    said = []
    for language in ("en", "es", "en"):
        with translation.override(language):
            said.append(template.render(Context()))
    assert said == ["Search", "Buscar", "Search"]


def test_what_an_attribute_raises_is_not_hidden() -> None:
    with pytest.raises(AttributeError, match="inside"):
        QuickTemplate("{{ row.broken }}").render(Context(dict(VALUES)))


def test_an_address_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(NoReverseMatch):
        QuickTemplate("{% url 'no:such' %}").render(Context())


def test_the_templates_of_the_pages_are_quick() -> None:
    assert isinstance(get_template("ui/page.html").template, QuickTemplate)  # type: ignore[attr-defined]
