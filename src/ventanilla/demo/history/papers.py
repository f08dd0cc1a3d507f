"""The papers that people attach: one page of text as PDF, put together by hand."""

from __future__ import annotations

import io
from collections.abc import Sequence

from ventanilla.core.files.actions import store
from ventanilla.core.files.models import StoredFile
from ventanilla.core.people.models import Person

CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
PAGES = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
PAGE = (
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
    b"/Resources << /Font << /F1 5 0 R >> >> >>"
)
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"


def paper(name: str, lines: Sequence[str], *, by: Person) -> StoredFile:
    """A PDF of one page, uploaded by `by`."""
    return store(actor=by, name=name, content=io.BytesIO(pdf(lines)))


def pdf(lines: Sequence[str]) -> bytes:
    """One A4 page with these lines (ISO 32000-1, 7.5: header, objects, cross-reference table, trailer)."""
    shown = b"".join(b"(" + _escaped(line) + b") Tj T*\n" for line in lines)
    content = b"BT /F1 12 Tf 18 TL 72 770 Td\n" + shown + b"ET"
    stream = b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content)
    written, places = b"%PDF-1.4\n", []
    for number, body in enumerate((CATALOG, PAGES, PAGE, stream, FONT), start=1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
    end = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(places) + 1, len(written))
    return written + head + table + end


def _escaped(line: str) -> bytes:
    plain = line.encode("cp1252", "replace")
    return plain.replace(b"\\", rb"\\").replace(b"(", rb"\(").replace(b")", rb"\)")
