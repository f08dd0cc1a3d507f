"""Components escape what they are given, and leave out what they aren't."""

from __future__ import annotations

from django.template import Context, RequestContext, Template
from django.template.loader import render_to_string
from django.test import RequestFactory
from django_cotton.compiler_regex import CottonCompiler

from ventanilla.surfaces.ui.context import layout


def draw(source: str, **context: object) -> str:
    return Template(CottonCompiler().process(source)).render(Context(context))


def test_a_button_with_an_address_is_a_link():
    assert draw('<c-button href="/x/" variant="primary">Ir</c-button>').startswith(
        '<a href="/x/" class="button primary'
    )
    assert draw("<c-button disabled>Ir</c-button>").startswith('<button type="submit"')


def test_remaining_attributes_are_escaped_and_empty_ones_left_out():
    html = draw(
        '<c-button :data-name="name" :hx-get="nothing" data-x>Ir</c-button>', name='"><script>', nothing=None
    )
    assert 'data-name="&quot;&gt;&lt;script&gt;"' in html
    assert "hx-get" not in html
    assert " data-x>" in html


def test_a_field_ties_label_hint_and_error_to_its_control():
    html = draw('<c-input name="age" label="Edad" hint="En años" error="Escribe un número" />')
    assert '<label class="label" for="age">Edad</label>' in html
    assert 'aria-describedby="age-hint age-error"' in html
    assert 'aria-invalid="true"' in html


def test_what_was_typed_is_kept_and_escaped():
    assert 'value="&lt;b&gt;"' in draw('<c-input name="x" label="X" :value="typed" />', typed="<b>")
    assert 'value=""' in draw('<c-input name="x" label="X" :value="typed" />', typed=None)
    assert ">&lt;b&gt;</textarea>" in draw('<c-textarea name="x" label="X" :value="typed" />', typed="<b>")


def test_chosen_options_are_checked():
    options = [{"value": "a", "label": "A"}, {"value": "b", "label": "B"}]
    assert draw('<c-radios name="x" label="X" :options="o" value="b" />', o=options).count(" checked") == 1
    assert (
        draw('<c-checkboxes name="x" label="X" :options="o" :value="v" />', o=options, v=["a", "b"]).count(
            " checked"
        )
        == 2
    )


def test_variables_of_the_page_do_not_leak_into_components():
    assert "Otra" not in draw("<c-empty>Nada</c-empty>", title="Otra")
    assert "Otra" not in draw('<c-row url="/x/" title="T" />', next="Otra", note="Otra", who="Otra")


def test_an_error_page_needs_no_context():
    assert "<h1>" in render_to_string("500.html")


def test_the_language_of_the_page_is_declared(settings):
    request = RequestFactory().get("/")
    request.resolver_match = None
    html = Template("{% get_current_language as l %}{{ l }}").render(RequestContext(request, layout(request)))
    assert html == settings.LANGUAGE_CODE
