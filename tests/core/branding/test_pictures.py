"""Pictures of the brand draw, and do nothing else."""

from __future__ import annotations

import base64

import pytest

from ventanilla.core.branding.images import MOST_BYTES, check
from ventanilla.core.kit.errors import Invalid

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAYAAAD0In+KAAAAD0lEQVR4nGNgYGD4DwABBAEAwS2OUAAAAABJRU5ErkJggg=="
)
SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 40">'
    b'<style>path{fill:#123}</style><path d="M0 0h9"/></svg>'
)


def svg(inside: bytes, attributes: bytes = b"") -> bytes:
    return (
        b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        + attributes
        + b">"
        + inside
        + b"</svg>"
    )


def test_a_png_and_an_svg_tell_their_size():
    assert check(PNG, "logo.png").__dict__ == {"media_type": "image/png", "width": 2, "height": 1}
    assert check(SVG, "logo.svg").__dict__ == {"media_type": "image/svg+xml", "width": 120, "height": 40}


def test_the_content_counts_and_not_the_name():
    assert check(PNG, "logo.svg").media_type == "image/png"


def test_an_svg_as_drawing_programs_write_it_is_taken():
    text = (
        b'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" '
        b'"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">\n<!-- made by hand -->'
        + svg(
            b'<defs><linearGradient id="a"/></defs><path fill="url(#a)"/><use xlink:href="#a"/>'
            b'<image href="data:image/png;base64,AAAA"/>'
        )
    )
    assert check(text, "logo.svg").media_type == "image/svg+xml"


@pytest.mark.parametrize(
    "content",
    [
        svg(b"<script>alert(1)</script>"),
        svg(b"<SCRIPT>alert(1)</SCRIPT>"),
        svg(b'<a xmlns:h="http://www.w3.org/1999/xhtml"><h:script>alert(1)</h:script></a>'),
        svg(b"<foreignObject/>"),
        svg(b'<path onclick="alert(1)"/>'),
        svg(b"", b'onload="alert(1)"'),
        svg(b'<a href="javascript:alert(1)"/>'),
        svg(b'<a xlink:href=" javascript:alert(1)"/>'),
        svg(b'<image href="https://evil.example/x.png"/>'),
        svg(b'<image href="data:image/svg+xml;base64,AAAA"/>'),
        svg(b'<use href="/other.svg#a"/>'),
        svg(b'<path style="fill:url(https://evil.example/x)"/>'),
        svg(b"<style>@import 'x.css';</style>"),
        svg(b"<style>path{fill:url('//evil.example/x')}</style>"),
        svg(b'<set attributeName="href" to="javascript:alert(1)"/>'),
        b'<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + svg(b"<text>&b;</text>"),
        b'<?xml-stylesheet href="https://evil.example/x.css"?>' + svg(b""),
    ],
)
def test_an_svg_that_acts_or_fetches_is_refused_in_words(content):
    with pytest.raises(Invalid, match="hace más que dibujar"):
        check(content, "logo.svg")


@pytest.mark.parametrize(
    "content",
    [
        b"GIF89a" + b"\0" * 40,
        b"%PDF-1.7\n",
        b"<html><body></body></html>",
        b'<svg viewBox="0 0 1 1"/>',
        b"<svg",
        b"plain",
        b"\xff\xfe\x00",
        b"\x00" * 64,
    ],
)
def test_what_is_no_picture_is_refused_in_words(content):
    with pytest.raises(Invalid, match="no es una imagen que se pueda usar"):
        check(content, "logo.png")


def test_an_empty_or_too_big_file_is_refused():
    with pytest.raises(Invalid, match="vacío"):
        check(b"", "logo.png")
    with pytest.raises(Invalid, match="512"):
        check(PNG + b"\0" * MOST_BYTES, "logo.png")
