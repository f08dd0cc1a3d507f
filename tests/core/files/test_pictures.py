"""A picture is kept without where, when and with what it was taken; it looks the same."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageCms, ImageOps, PngImagePlugin

from ventanilla.core.files import actions
from ventanilla.core.files.pictures import CLEANERS, STRICT, without_traces

GPS, MADE_BY, ORIENTATION = 0x8825, 0x010F, 0x0112
FORMATS = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}
PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def photo(kind: str, turned: int = 6, **more: Any) -> bytes:
    """A photograph of a phone: made in Madrid, held upright."""
    picture = Image.linear_gradient("L").resize((48, 32)).convert("RGB")
    picture.putpixel((0, 0), (255, 0, 0))
    exif = Image.Exif()
    exif[MADE_BY], exif[ORIENTATION] = "Phone of Ana", turned
    exif.get_ifd(GPS)[2] = (40.0, 25.0, 0.0)
    written = io.BytesIO()
    picture.save(written, kind, exif=exif, icc_profile=PROFILE, **more)
    return written.getvalue()


def opened(content: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(content))
    picture.load()
    return picture


def same(one: Image.Image, other: Image.Image) -> bool:
    return one.size == other.size and ImageChops.difference(one, other).getbbox() is None


@pytest.mark.parametrize("kind", FORMATS)
def test_place_and_maker_go_while_direction_and_colours_stay(kind: str) -> None:
    before = photo(kind)
    assert opened(before).getexif().get_ifd(GPS)
    after = without_traces(FORMATS[kind], before)
    picture = opened(after)
    assert dict(picture.getexif()) == {ORIENTATION: 6}
    assert picture.info["icc_profile"] == PROFILE
    assert b"Phone of Ana" not in after
    shown = [ImageOps.exif_transpose(opened(each)).convert("RGB") for each in (before, after)]
    assert shown[0].size == (32, 48)
    assert same(*shown)
    assert without_traces(FORMATS[kind], after) == after


@pytest.mark.parametrize("kind", FORMATS)
def test_what_needs_no_turning_keeps_nothing(kind: str) -> None:
    after = without_traces(FORMATS[kind], photo(kind, turned=1))
    assert not dict(opened(after).getexif())
    assert b"Exif\x00" not in after


def test_words_and_descriptions_go_too() -> None:
    words = PngImagePlugin.PngInfo()
    words.add_text("Author", "Ana Ruiz")
    words.add_itxt("XML:com.adobe.xmp", "<x>Ana Ruiz</x>")
    assert b"Ana Ruiz" not in without_traces("image/png", photo("PNG", pnginfo=words))
    said = photo("JPEG", comment=b"Ana Ruiz", xmp=b"<x>Ana Ruiz</x>", progressive=True)
    assert b"Ana Ruiz" in said
    assert b"Ana Ruiz" not in without_traces("image/jpeg", said + photo("JPEG") + b"Ana Ruiz")
    assert b"Ana Ruiz" not in without_traces("image/webp", photo("WEBP", xmp=b"<x>Ana Ruiz</x>"))


def test_what_moves_goes_on_moving() -> None:
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "blue")]
    for kind in ("PNG", "WEBP"):
        written = io.BytesIO()
        frames[0].save(written, kind, save_all=True, append_images=frames[1:])
        assert opened(without_traces(FORMATS[kind], written.getvalue())).n_frames == 2  # type: ignore[attr-defined]


@pytest.mark.parametrize("kind", FORMATS)
def test_what_is_not_built_like_a_picture_stays_as_it_is(kind: str) -> None:
    whole = photo(kind)
    for content in (b"", whole[:40], b"x" * 200):
        assert without_traces(FORMATS[kind], content) == content


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_whatever_is_in_it_nothing_breaks(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(sorted(FORMATS)))
    content = bytearray(photo(kind))
    for _turn in range(data.draw(st.integers(1, 6))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    assert isinstance(without_traces(FORMATS[kind], bytes(content)), bytes)


@pytest.mark.django_db
def test_an_uploaded_photograph_is_stored_without_its_place(tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    stored = actions.store(actor=None, name="foto.jpg", content=ContentFile(photo("JPEG")))
    with stored.content.open("rb") as content:
        kept = content.read()
    assert not opened(kept).getexif().get_ifd(GPS)
    assert (stored.size, stored.digest) == (len(kept), hashlib.sha256(kept).hexdigest())


def test_every_cleaner_is_tried() -> None:
    assert set(CLEANERS) == {*FORMATS.values(), *STRICT}
