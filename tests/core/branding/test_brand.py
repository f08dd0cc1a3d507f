"""Saving, going back, and who sees what when."""

from __future__ import annotations

import pytest
from django.utils.translation import override
from pydantic import ValidationError

from tests import factories
from tests.core.branding.test_pictures import PNG
from ventanilla.core.branding import actions, sheet
from ventanilla.core.branding.look import Look
from ventanilla.core.branding.models import BrandImage, BrandVersion
from ventanilla.core.branding.queries import brand, history
from ventanilla.core.kit import clock
from ventanilla.core.kit.errors import Conflict, Invalid, NotAllowed, NotFound
from ventanilla.core.timeline.models import Entry

pytestmark = pytest.mark.django_db
GREEN = Look(name={"es": "La Casa", "en": "The House"}, accent="#1d5c3f")


def test_until_somebody_chooses_the_portal_looks_like_itself(settings, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert (brand().version, brand().name, brand().stylesheet) == (0, settings.PORTAL_NAME, "")
        assert brand().stylesheet_url == ""


def test_a_saved_brand_holds_at_once_and_is_recorded():
    admin = factories.administrator("Alba")
    saved = actions.save(actor=admin, look=GREEN)
    assert saved is not None
    with override("en"):
        assert brand().name == "The House"
    assert brand().name == "La Casa"
    assert brand().stylesheet == (
        ":root{--accent:light-dark(#1d5c3f, #90ceac);--on-accent:light-dark(#ffffff, #002112);}"
    )
    assert brand().stylesheet_url == f"/brand/{saved.pk}/brand.css"
    entry = Entry.objects.get(type="brand.saved")
    assert (entry.actor, entry.stream.subject_id) == (admin, "brand")
    assert entry.payload["changes"] == {
        "name": [{}, {"es": "La Casa", "en": "The House"}],
        "accent": ["#2a48b5", "#1d5c3f"],
    }
    assert entry.what.say("Alba") == "Alba ha cambiado la marca: el nombre, el color."


def test_saving_the_same_again_makes_no_version():
    actions.save(actor=None, look=GREEN)
    assert actions.save(actor=None, look=GREEN) is None
    assert BrandVersion.objects.count() == 1


def test_only_administrators_of_the_portal_change_it():
    for person in (
        factories.person(),
        factories.with_role("department_administrator", factories.department()),
    ):
        for refused in (
            lambda who=person: actions.save(actor=who, look=GREEN),
            lambda who=person: actions.restore(actor=who, version=0),
            lambda who=person: actions.add_image(actor=who, name="x.png", content=PNG),
            lambda who=person: history(who),
        ):
            with pytest.raises(NotAllowed):
                refused()


def test_a_colour_that_cannot_be_read_is_not_saved_and_the_words_name_one_that_can():
    with pytest.raises(Invalid) as refused:
        actions.save(actor=None, look=Look(accent="#ffd800"))
    assert list(refused.value.fields) == ["accent"]
    assert "#806b02" in refused.value.fields["accent"][0]
    with pytest.raises(Invalid) as refused:
        actions.save(actor=None, look=Look(dark_accent="#2a48b5"))
    assert list(refused.value.fields) == ["dark_accent"]
    assert not BrandVersion.objects.exists()


def test_a_band_may_have_any_colour():
    actions.save(actor=None, look=Look(header="colour", header_colour="#ffd800"))
    assert ".masthead{--paper:#ffd800;" in brand().stylesheet
    assert "--ink:#000000;" in brand().stylesheet
    assert brand().theme_colours == {"light": "#ffd800", "dark": "#ffd800"}


def test_two_who_change_it_at_once_are_told():
    first = actions.save(actor=None, look=GREEN, base=0)
    assert first is not None
    with pytest.raises(Conflict):
        actions.save(actor=None, look=Look(accent="#1d5c40"), base=0)
    assert actions.save(actor=None, look=Look(accent="#1d5c40"), base=first.pk) is not None


def test_going_back_makes_a_new_version_like_the_old_one():
    first = actions.save(actor=None, look=GREEN)
    second = actions.save(actor=None, look=Look(name={"es": "Otra"}))
    assert first is not None
    assert second is not None
    third = actions.restore(actor=None, version=first.pk)
    assert third is not None
    assert (third.pk > second.pk, third.look, third.restores) == (True, first.look, first.pk)
    assert brand().look == GREEN
    assert Entry.objects.get(type="brand.restored").payload["of"] == first.pk
    assert actions.restore(actor=None, version=first.pk) is None
    assert actions.restore(actor=None, version=0) is not None
    assert brand().look == Look()
    with pytest.raises(NotFound):
        actions.restore(actor=None, version=999_999_999)


def test_pictures_are_kept_once_and_must_exist():
    one = actions.add_image(actor=None, name="logo.png", content=PNG)
    assert actions.add_image(actor=None, name="other.png", content=PNG) == one
    assert BrandImage.objects.count() == 1
    actions.save(actor=None, look=Look(logo=one.digest))
    logo = brand().logo
    assert logo is not None
    assert (logo.url, logo.width, logo.height) == (f"/brand/images/{one.digest}.png", 2, 1)
    assert brand().dark_logo == logo
    with pytest.raises(Invalid):
        actions.save(actor=None, look=Look(favicon="0" * 64))


def test_another_process_sees_it_when_what_it_knows_is_old(settings):
    settings.REMEMBER_SECONDS = 0
    brand.put(brand())
    BrandVersion.objects.create(look=GREEN.model_dump(mode="json"), made_at=clock.now())
    assert brand().name == "La Casa"


def test_two_logos_change_with_the_theme():
    look = Look(logo="a" * 64, dark_logo="b" * 64)
    assert "[data-theme=dark] .logo-light{display:none}" in sheet.written(look)
    assert "logo-light" not in sheet.written(Look(logo="a" * 64))
    assert sheet.written(Look()) == ""


@pytest.mark.parametrize(
    "document",
    [
        {"accent": "red"},
        {"accent": "#12345"},
        {"accent": "#2a48b5;}body{display:none"},
        {"header": "glass"},
        {"name": {"es": "x" * 61}},
        {"name": {"es": "a\x00b"}},
        {"logo": "../../etc/passwd"},
        {"links": [{"label": {"es": "x"}, "url": "javascript:alert(1)"}]},
        {"links": [{"label": {"es": "x"}, "url": "//evil.example"}]},
        {"links": [{"label": {"es": "x"}, "url": "/\\evil.example"}]},
        {"links": [{"label": {"es": "x"}, "url": "ftp://a"}]},
        {"links": [{"label": {"es": "x"}, "url": "/a"}] * 9},
    ],
)
def test_a_document_that_makes_no_sense_is_refused(document):
    with pytest.raises(ValidationError):
        Look.model_validate(document)


def test_languages_that_the_portal_does_not_speak_are_dropped():
    assert Look(name={"es": " La Casa ", "en": " ", "xx": "?"}).name == {"es": "La Casa"}
