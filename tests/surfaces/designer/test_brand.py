"""The page of the brand: what is typed comes back, what can't be read isn't saved, and the portal looks so."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import factories
from tests.core.branding.test_pictures import PNG, SVG
from ventanilla.core.branding.actions import save
from ventanilla.core.branding.look import Look
from ventanilla.core.branding.models import BrandImage, BrandVersion
from ventanilla.core.branding.queries import brand

pytestmark = pytest.mark.django_db
PAGE = "/designer/brand/"
PLAIN = {"accent": "#1d5c3f", "header": "paper", "base": "0", "name_beside_logo": "on"}


@pytest.fixture
def admin():
    client = Client()
    client.force_login(factories.administrator(language="en"))
    return client


def test_what_is_saved_is_seen_on_every_page(admin):
    document = {
        **PLAIN,
        "name_es": "La Casa",
        "name_en": "The House",
        "tagline_en": "Ask, and it is done.",
        "welcome_en": "Good morning.\nUse the address of your company.",
        "header": "colour",
        "header_colour": "#ffd800",
        "footer_en": "The House Ltd.",
        "link_0_label_en": "Privacy",
        "link_0_url": "https://example.com/privacy",
        "mail_footer_es": "Calle Mayor 1",
    }
    assert admin.post(PAGE, document).headers["Location"] == PAGE
    page = admin.get("/requests/").content.decode()
    number = BrandVersion.objects.get().pk
    for part in (
        "My requests · The House</title>",
        f'<link rel="stylesheet" href="/brand/{number}/brand.css">',
        '<meta name="theme-color" media="(prefers-color-scheme: light)" content="#ffd800">',
        "The House Ltd.",
        '<a href="https://example.com/privacy" rel="noopener">Privacy</a>',
    ):
        assert part in page
    entrance = Client(headers={"Accept-Language": "en"}).get("/sign-in/").content.decode()
    assert "Ask, and it is done." in entrance
    assert "Good morning.<br>Use the address" in entrance
    assert "La Casa" in Client(headers={"Accept-Language": "es"}).get("/sign-in/").content.decode()


def test_the_brand_costs_a_page_no_query(admin, django_assert_num_queries):
    admin.get("/notifications/")
    with CaptureQueriesContext(connection) as before:
        admin.get("/notifications/")
    usual = len(before)
    save(actor=None, look=Look(name={"es": "La Casa"}, accent="#1d5c3f"))
    admin.get("/notifications/")
    with django_assert_num_queries(usual):
        admin.get("/notifications/")


def test_a_yellow_is_refused_with_a_shade_to_take_and_nothing_typed_is_lost(admin):
    typed = {**PLAIN, "accent": "#FFD800", "name_es": "La Casa", "link_1_url": "/services/"}
    page = admin.post(PAGE, typed)
    assert page.status_code == 422
    text = page.content.decode()
    assert "The nearest shade that can is #806b02." in text
    assert 'name="take" value="accent:#806b02"' in text
    assert 'value="La Casa"' in text
    assert 'value="/services/"' in text
    assert not BrandVersion.objects.exists()
    taken = admin.post(PAGE, {**typed, "take": "accent:#806b02"})
    assert taken.status_code == 200
    assert 'name="accent" value="#806b02"' in taken.content.decode()
    assert not BrandVersion.objects.exists()
    assert admin.post(PAGE, {**typed, "accent": "#806b02"}).status_code == 302
    assert brand().accent == "#806b02"


def test_while_one_types_the_guard_answers_and_unfinished_colours_wait(admin):
    found = admin.post(f"{PAGE}check/", {"accent": "#ffd800", "header": "colour", "header_colour": ""})
    assert found.status_code == 200
    assert [row["finding"].ok for row in found.context["findings"]] == [False, True]
    assert '"paper": "#ffd800"' in found.context["rules"]
    for odd in (
        {"accent": "#ffd8"},
        {"accent": "\x00"},
        {"header": "glass"},
        {},
        {"dark_accent": "x" * 9000},
    ):
        assert admin.post(f"{PAGE}check/", odd).status_code == 200


def test_pictures_are_served_to_all_for_ever_and_can_do_nothing(admin):
    sent = {**PLAIN, "logo": SimpleUploadedFile("logo.svg", SVG), "favicon": SimpleUploadedFile("f.png", PNG)}
    assert admin.post(PAGE, sent).status_code == 302
    logo, favicon = brand().logo, brand().favicon
    assert logo is not None
    assert favicon is not None
    answer = Client().get(logo.url)
    assert answer.content == SVG
    assert {
        name: answer.headers[name] for name in ("Content-Type", "Cache-Control", "X-Content-Type-Options")
    } == {
        "Content-Type": "image/svg+xml",
        "Cache-Control": "public, max-age=31536000, immutable",
        "X-Content-Type-Options": "nosniff",
    }
    policy = answer.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert policy.endswith("sandbox")
    assert "script" not in policy
    assert Client().get(logo.url.replace(".svg", ".png")).status_code == 404
    page = admin.get("/requests/").content.decode()
    assert f'<link rel="icon" href="{favicon.url}" type="image/png">' in page
    assert f'<img src="{logo.url}" alt="" height="36">' in page
    assert SVG.decode() not in page


def test_a_picture_survives_an_error_elsewhere_and_can_be_removed(admin):
    sent = {**PLAIN, "accent": "#ffd800", "logo": SimpleUploadedFile("logo.png", PNG)}
    page = admin.post(PAGE, sent)
    digest = BrandImage.objects.get().digest
    assert f'name="logo_kept" value="{digest}"' in page.content.decode()
    admin.post(PAGE, {**PLAIN, "logo_kept": digest})
    assert brand().look.logo == digest
    admin.post(PAGE, {**PLAIN, "logo_kept": digest, "logo_remove": "on", "base": str(brand().version)})
    assert brand().look.logo == ""


def test_a_picture_that_acts_is_refused_beside_its_field(admin):
    sent = {**PLAIN, "logo": SimpleUploadedFile("l.svg", SVG.replace(b"<path", b"<script/><path"))}
    page = admin.post(PAGE, sent)
    assert page.status_code == 422
    assert "does more than draw" in page.content.decode()


@pytest.mark.parametrize(
    "odd",
    [
        {"name_es": "a\x00b"},
        {"name_es": "x" * 10_000},
        {"base": "9" * 30},
        {"base": "-1"},
        {"logo_kept": "../../etc/passwd"},
        {"header": "glass"},
        {"accent": "red"},
        {"link_0_url": "javascript:alert(1)"},
        {"take": "accent:url(x)"},
        {"take": "password:#000000"},
        {"logo": SimpleUploadedFile("x\x00.svg", b"\x00")},
    ],
)
def test_odd_values_are_told_and_never_break(admin, odd):
    assert admin.post(PAGE, {**PLAIN, **odd}).status_code in (302, 409, 422)


def test_who_saved_meanwhile_is_not_overwritten(admin):
    admin.post(PAGE, PLAIN)
    page = admin.post(PAGE, {**PLAIN, "name_es": "Otra"})
    assert page.status_code == 409
    assert 'value="Otra"' in page.content.decode()
    assert (
        admin.post(PAGE, {**PLAIN, "name_es": "Otra", "base": str(page.context["base"])}).status_code == 302
    )
    assert brand().look.name == {"es": "Otra"}


def test_earlier_versions_lead_back(admin):
    admin.post(PAGE, {**PLAIN, "name_es": "Primera"})
    first = brand().version
    admin.post(PAGE, {**PLAIN, "name_es": "Segunda", "base": str(first)})
    rows = admin.get(f"{PAGE}history/").context["rows"]
    assert [(row["version"], row["current"]) for row in rows] == [
        (brand().version, True),
        (first, False),
        (0, False),
    ]
    assert rows[0]["changed"] == "the name"
    assert admin.post(f"{PAGE}history/{first}/").status_code == 302
    assert brand().look.name == {"es": "Primera"}
    assert admin.post(f"{PAGE}history/{10**18}/").status_code == 404
    assert admin.post(f"{PAGE}history/{10**30}/").status_code == 404


def test_the_manifest_names_the_portal():
    save(actor=None, look=Look(name={"es": "La Casa"}))
    found = Client().get("/brand/manifest.webmanifest").json()
    assert (found["name"], found["theme_color"], found["lang"]) == ("La Casa", "#fbfaf7", "es")
