"""HEIC and TIFF are kept without where, when and with what they were taken, or not at all."""

from __future__ import annotations

import io
import struct
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops

from ventanilla.core.files.actions import store
from ventanilla.core.files.heic import EMPTY_EXIF
from ventanilla.core.files.pictures import without_traces
from ventanilla.core.files.traces import Unread
from ventanilla.core.kit.errors import Invalid

HEIC = Path(__file__).with_name("photo.heic").read_bytes()  # with Exif and XMP, both naming Ana
GPS, EXIF, MADE_BY, WHEN, TAKEN, ORIENTATION = 0x8825, 0x8769, 0x010F, 0x0132, 0x9003, 0x0112


def tiff(**more: Any) -> bytes:
    """Two pages by a scanner that says too much."""
    picture = Image.linear_gradient("L").resize((48, 32)).convert("RGB")
    told = Image.Exif()
    told[MADE_BY], told[WHEN], told[ORIENTATION] = "Phone of Ana", "2027:01:01 00:00:00", 6
    told.get_ifd(GPS)[2] = (40.0, 25.0, 0.0)
    told.get_ifd(EXIF)[TAKEN] = "2027:01:02 10:10:10"
    written = io.BytesIO()
    words = {"description": "Ana Ruiz at home", "artist": "Ana Ruiz"}
    picture.save(written, "TIFF", exif=told, save_all=True, append_images=[picture], **words, **more)
    return written.getvalue()


def test_a_heic_keeps_its_picture_and_nothing_else() -> None:
    assert b"Ana" in HEIC
    after = without_traces("image/heic", HEIC)
    assert b"Ana" not in after
    assert EMPTY_EXIF in after
    assert len(after) == len(HEIC)
    changed = [at for at, (one, other) in enumerate(zip(HEIC, after, strict=True)) if one != other]
    told = HEIC.index(b"Phone of Ana"), HEIC.index(b"<x>Ana Ruiz</x>")
    assert all(min(told) - 120 < at < max(told) + 120 for at in changed)
    assert without_traces("image/heic", after) == after


@pytest.mark.parametrize("compression", [None, "tiff_lzw", "tiff_adobe_deflate"])
def test_a_tiff_keeps_its_pages_and_how_it_is_turned(compression: str | None) -> None:
    before = tiff(compression=compression)
    assert b"Ana Ruiz" in before
    after = without_traces("image/tiff", before)
    assert b"Ana" not in after
    assert b"2027:01" not in after
    one, other = Image.open(io.BytesIO(before)), Image.open(io.BytesIO(after))
    told = other.getexif()
    assert told[ORIENTATION] == 6
    assert not {GPS, EXIF, MADE_BY, WHEN} & set(told)
    for page in range(2):
        one.seek(page)
        other.seek(page)
        assert ImageChops.difference(one.convert("RGB"), other.convert("RGB")).getbbox() is None
    assert without_traces("image/tiff", after) == after


@given(st.data())
@settings(max_examples=200, deadline=None)
def test_whatever_is_in_it_it_is_read_or_refused(data: st.DataObject) -> None:
    kind, whole = data.draw(st.sampled_from([("image/heic", HEIC), ("image/tiff", tiff())]))
    content = bytearray(whole)
    for _turn in range(data.draw(st.integers(1, 6))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(content)))
    for each in (bytes(content), bytes(content[:cut])):
        try:
            assert len(without_traces(kind, each)) == len(each)
        except Unread:
            continue


@pytest.mark.django_db
def test_what_cannot_be_taken_out_is_refused_in_words(tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    stored = store(actor=None, name="foto.heic", content=ContentFile(HEIC))
    with stored.content.open("rb") as kept:
        assert b"Ana" not in kept.read()
    hidden = HEIC.replace(b"iloc", b"ilok")
    with override("en"), pytest.raises(Invalid) as refused:
        store(actor=None, name="foto.heic", content=ContentFile(hidden))
    assert "“foto.heic” may tell where it was taken" in str(refused.value)


def test_a_picture_that_ends_where_something_should_stand_is_no_fault_of_ours() -> None:
    """Twenty bytes that say they are a picture were an error page."""
    empty = struct.pack(">I4s", 8, b"iinf")
    meta = struct.pack(">I4s4x", 12 + len(empty), b"meta") + empty
    with pytest.raises(Unread):
        without_traces("image/heic", struct.pack(">I4s4s", 12, b"ftyp", b"heic") + meta)
    webp = b"RIFF" + struct.pack("<I", 12) + b"WEBP" + b"VP8X" + struct.pack("<I", 0)
    assert without_traces("image/webp", webp) == webp
