from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.utils import translation

from tests import factories
from ventanilla.core.files import actions, jobs, queries, ties
from ventanilla.core.files.models import StoredFile
from ventanilla.core.files.serve import serve
from ventanilla.core.kit import clock
from ventanilla.core.kit.errors import Invalid, NotFound
from ventanilla.core.people.models import Person

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(64)
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n"
EXE = b"MZ" + bytes(200)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media_folder(tmp_path: Path, settings: object) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]


@pytest.fixture
def ana() -> Person:
    return factories.person()


@pytest.fixture
def no_ties() -> Iterator[None]:
    before = list(ties._ties)
    ties._ties.clear()
    yield
    ties._ties[:] = before


def container(*members: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for member in members:
            archive.writestr(member, "x")
    return buffer.getvalue()


def put(name: str, content: bytes, actor: Person | None = None, **limits: object) -> StoredFile:
    return actions.store(actor=actor, name=name, content=ContentFile(content), **limits)  # type: ignore[arg-type]


def test_what_was_stored_can_be_read_again_with_its_digest(ana: Person) -> None:
    stored = put("oferta.pdf", PDF, ana)
    again = queries.stored(stored.key)
    assert (again.name, again.media_type, again.size) == ("oferta.pdf", "application/pdf", len(PDF))
    assert again.digest == hashlib.sha256(PDF).hexdigest()
    assert again.uploaded_by == ana
    with again.content.open("rb") as content:
        assert content.read() == PDF


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("foto.PNG", PNG),
        ("carta.docx", container("[Content_Types].xml", "word/document.xml")),
        ("hoja.xlsx", container("xl/workbook.xml", "[Content_Types].xml")),
        ("texto.odt", container("mimetype", "content.xml")),
        ("datos.csv", "año;importe\n2026;12,50\n".encode()),
        ("marca.txt", b"\xef\xbb\xbfhola"),
        ("todo.zip", container("a.txt")),
        ("viejo.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
    ],
)
def test_allowed_types_are_kept(name: str, content: bytes) -> None:
    assert put(name, content).size == len(content)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("pagina.html", b"<html></html>"),
        ("dibujo.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("codigo.js", b"alert(1)"),
        ("programa.exe", EXE),
        ("foto.png", EXE),
        ("foto.png", b"<script>alert(1)</script>"),
        ("nota.txt", EXE + b"\xff\xfe\xfd"),
        ("nota.txt", b"a\x00b"),
        ("nota.txt", "año".encode("latin-1")),
        ("macros.docx", container("word/document.xml", "word/vbaProject.bin")),
        ("falso.docx", container("a.txt")),
        ("falso.docx", b"PK\x03\x04 nothing"),
        ("sin_extension", PDF),
        ("oferta.pdf.exe", PDF),
    ],
)
def test_what_isnt_allowed_or_isnt_what_it_says_is_refused(name: str, content: bytes) -> None:
    with pytest.raises(Invalid) as refused:
        put(name, content)
    assert refused.value.reason == "file_type"
    assert not StoredFile.objects.exists()


def test_a_question_may_accept_fewer_types_and_says_which() -> None:
    with translation.override("es"), pytest.raises(Invalid) as refused:
        put("oferta.pdf", PDF, accept=["image"])
    assert str(refused.value) == (
        "«oferta.pdf» no sirve aquí. Elige un archivo de uno de estos tipos: imágenes (JPG, PNG…)."
    )


def test_the_size_limit_is_the_smaller_of_the_two(settings: object) -> None:
    settings.UPLOAD_MAX_MEGABYTES = 2  # type: ignore[attr-defined]
    big = PDF + bytes(1024 * 1024)
    assert put("a.pdf", big, max_megabytes=50)
    with pytest.raises(Invalid) as refused:
        put("a.pdf", big, max_megabytes=1)
    assert refused.value.reason == "file_size"
    with pytest.raises(Invalid):
        put("a.pdf", big + bytes(1024 * 1024), max_megabytes=50)


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(Invalid) as refused:
        put("a.txt", b"")
    assert refused.value.reason == "file_empty"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\fakepath\\factura.pdf", "factura.pdf"),
        ("a\u202etxt.pdf", "atxt.pdf"),
        ('x"\r\n.pdf', "x.pdf"),
        ("n\u0303.pdf", "ñ.pdf"),
        ("a" * 300 + ".pdf", "a" * 196 + ".pdf"),
        ("...", "file"),
    ],
)
def test_names_lose_what_could_mislead(given: str, kept: str) -> None:
    assert actions.clean_name(given) == kept


def test_a_file_is_served_to_be_saved_and_never_shown_in_place(ana: Person) -> None:
    stored = put("señal ñ.pdf", PDF, ana)
    response = serve(stored)
    assert b"".join(response) == PDF  # type: ignore[arg-type]
    assert response.headers["Content-Disposition"] == "attachment; filename*=utf-8''se%C3%B1al%20%C3%B1.pdf"
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Cache-Control"].startswith("private")
    assert "sandbox" in response.headers["Content-Security-Policy"]
    response.close()


def test_a_file_that_has_lost_its_content_is_not_found(ana: Person) -> None:
    stored = put("a.pdf", PDF, ana)
    stored.content.storage.delete(stored.content.name)
    with pytest.raises(NotFound):
        serve(stored)


@pytest.mark.parametrize("key", ["", "nonsense", "00000000-0000-0000-0000-000000000000"])
def test_a_key_of_nothing_is_not_found(key: str) -> None:
    with pytest.raises(NotFound):
        queries.stored(key)


@pytest.mark.usefixtures("no_ties")
def test_the_sweep_removes_what_nobody_holds_after_a_day(
    django_capture_on_commit_callbacks: object,
) -> None:
    noon = datetime(2026, 3, 2, 12, tzinfo=UTC)
    with clock.frozen(noon - timedelta(hours=25)):
        loose, tied = put("loose.pdf", PDF), put("tied.pdf", PDF)
    with clock.frozen(noon - timedelta(hours=23)):
        fresh = put("fresh.pdf", PDF)
    ties.register(lambda files: [file for file in files if file.name == "tied.pdf"])
    place = loose.content.name
    with clock.frozen(noon), django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        jobs.sweep()
    assert set(StoredFile.objects.all()) == {tied, fresh}
    assert not loose.content.storage.exists(place)
    assert tied.content.storage.exists(tied.content.name)


@pytest.mark.usefixtures("no_ties")
def test_the_sweep_touches_nothing_while_no_room_says_what_it_holds() -> None:
    with clock.frozen(datetime(2020, 1, 1, tzinfo=UTC)):
        stored = put("a.pdf", PDF)
    jobs.sweep()
    assert StoredFile.objects.get() == stored
