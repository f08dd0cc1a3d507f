"""What becomes of Markdown, and what must not."""

from __future__ import annotations

import time

import pytest

from ventanilla.records.knowledge.markdown import Heading, render
from ventanilla.records.knowledge.words import LONGEST


def html(body: str) -> str:
    return render(body).html.strip()


@pytest.mark.parametrize(
    "body",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](&#106;avascript:alert(1))",
        "[x](java\tscript:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "[x](vbscript:x)",
        "<javascript:alert(1)>",
        "![x](javascript:alert(1))",
        "![x](data:image/svg+xml;base64,PHN2Zz4=)",
        '[x](https://a.example "onmouseover=alert(1)")',
        '## x {onclick="alert(1)"}',
        "`<script>`\n\n```\n<script>alert(1)</script>\n```",
        "- [ ] <b onclick=alert(1)>x</b>",
        "> **Note** <iframe src=//evil.example>",
        "|<script>|\n|-|\n|<style>|",
        "[x]: javascript:alert(1)\n\n[x]",
    ],
)
def test_nothing_runs(body: str) -> None:
    made = html(body)
    lowered = made.lower()
    for bad in (
        "<script",
        "<iframe",
        "<style",
        "<b ",
        '<img src="x',
        'href="javascript',
        'href="data',
        'src="data',
        'vbscript:x"',
    ):
        assert bad not in lowered
    for bad in (' onerror="', ' onclick="', ' onmouseover="'):
        assert bad not in lowered


def test_headings_begin_below_the_title_and_have_an_address_each() -> None:
    page = render("# Uno\n\n## Dos años\n\n### Tres `x`\n\n## Dos años\n\n##### Seis\n\n## ¿?")
    assert page.contents == (
        Heading(2, "a-uno", "Uno"),
        Heading(2, "a-dos-anos", "Dos años"),
        Heading(3, "a-tres-x", "Tres x"),
        Heading(2, "a-dos-anos-2", "Dos años"),
        Heading(2, "a-section", "¿?"),
    )
    assert '<h2 id="a-dos-anos-2">Dos años</h2>' in page.html
    assert '<h4 id="a-seis">Seis</h4>' in page.html


@pytest.mark.parametrize(
    ("body", "made"),
    [
        ("[a](article:vpn)", '<p><a href="/articles/vpn/">a</a></p>'),
        ("[a](service:laptop)", '<p><a href="/services/laptop/">a</a></p>'),
        ("[a](/requests/)", '<p><a href="/requests/">a</a></p>'),
        (
            "[a](https://x.example)",
            '<p><a href="https://x.example" rel="noopener noreferrer external">a</a></p>',
        ),
        ("[a](//x.example)", '<p><a href="//x.example" rel="noopener noreferrer external">a</a></p>'),
        ("[a](mailto:it@acme.example)", '<p><a href="mailto:it@acme.example">a</a></p>'),
        (
            "![Un botón](picture:abc-1)",
            '<p><img src="/articles/pictures/abc-1/" alt="Un botón" loading="lazy"></p>',
        ),
        ("![Un botón](https://x.example/a.png)", "<p>Un botón</p>"),
    ],
)
def test_links_and_pictures(body: str, made: str) -> None:
    assert html(body) == made


@pytest.mark.parametrize(
    ("word", "kind"), [("Note", "note"), ("Nota", "note"), ("Atención:", "warning"), ("Consejo.", "tip")]
)
def test_a_quotation_that_begins_with_a_strong_word_is_a_callout(word: str, kind: str) -> None:
    assert html(f"> **{word}** Lee.").startswith(f'<blockquote class="callout callout-{kind}">')


def test_other_quotations_stay_quotations() -> None:
    assert html("> **Ana** dijo") == "<blockquote>\n<p><strong>Ana</strong> dijo</p>\n</blockquote>"


def test_checks_can_be_ticked() -> None:
    assert (
        '<li class="check"><label><input type="checkbox"> <span>¿Está el cable?</span></label></li>'
        in html("- [ ] ¿Está el cable?")
    )


def test_wide_tables_and_code_can_be_scrolled_with_the_keyboard() -> None:
    assert '<div class="wide" tabindex="0"><table>' in html("|a|b|\n|-|-|\n|1|2|")
    assert html("    x") == '<pre tabindex="0"><code>x\n</code></pre>'


@pytest.mark.parametrize("piece", ["[", "> ", "*a_ ", "![", "- ", "`", "|a", "[a]("])
def test_the_longest_texts_are_read_in_reasonable_time(piece: str) -> None:
    body = (piece * LONGEST["body"])[: LONGEST["body"]]
    begun = time.process_time()
    render(body)
    assert time.process_time() - begun < 4
