"""Markdown from people is safe in any page."""

from __future__ import annotations

from ventanilla.surfaces.ui.prose import markdown


def test_emphasis_lists_and_links_are_kept():
    html = markdown("**Hola** [aquí](https://example.org)\n\n- uno\n- dos")
    assert "<strong>Hola</strong>" in html
    assert '<a href="https://example.org" rel="noopener noreferrer nofollow">aquí</a>' in html
    assert html.count("<li>") == 2


def test_headings_stand_below_those_of_the_page():
    assert "<h3>Título</h3>" in markdown("# Título")


def test_scripts_and_raw_html_do_not_survive():
    html = markdown(
        '<script>alert(1)</script> <img src=x onerror=alert(1)> [x](javascript:alert(1)) <b style="x">b</b>'
    )
    assert "<script" not in html
    assert "<img" not in html
    assert "<b " not in html
    assert "href" not in html


def test_a_paragraph_may_run_over_several_lines():
    assert markdown("uno\ndos").strip() == "<p>uno\ndos</p>"
