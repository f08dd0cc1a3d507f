"""The demo's own PDF."""

from __future__ import annotations

import re

from ventanilla.demo.history.papers import pdf


def test_the_cross_reference_table_points_at_the_objects() -> None:
    written = pdf(["Acme (Madrid)", "Año"])
    start = int(re.search(rb"startxref\n(\d+)", written)[1])  # type: ignore[index]
    assert written[start:].startswith(b"xref\n0 6\n")
    places = [int(place) for place in re.findall(rb"(\d{10}) 00000 n ", written)]
    assert [written[place:].split(b" ", 1)[0] for place in places] == [b"1", b"2", b"3", b"4", b"5"]


def test_brackets_and_accents_are_kept() -> None:
    written = pdf(["Acme (Madrid)", "Año"])
    assert rb"(Acme \(Madrid\))" in written
    assert "(Año)".encode("cp1252") in written
