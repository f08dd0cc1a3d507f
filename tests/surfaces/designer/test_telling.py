"""A workflow in words: how a request ends, and what people read about it."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from tests import factories
from ventanilla.surfaces.designer.services.telling import told
from ventanilla.surfaces.ui.templatetags.ui import unbroken

pytestmark = pytest.mark.django_db


def test_the_end_is_told_with_its_reason_and_what_is_filled_in_stands_in_brackets() -> None:
    factories.team("it-equipment", department=factories.department("it"))
    message = {"es": "No puede ser: {{ answers.what }}", "en": "It can't be: {{ answers.what }}"}
    package = factories.package(
        workflow=[{"cancel": {"id": "no", "outcome": "declined", "message": message}}],
    )
    with override("es"):
        (block,) = told(package, "es")
        assert block.lines == ("Termina como: No aprobada",)
        assert block.quote.startswith("No puede ser: [")
        assert block.quote.endswith("]")


def test_a_heading_breaks_behind_the_point_between_its_parts() -> None:
    assert unbroken("Get a laptop · Pro 16") == "Get a laptop\u00a0· Pro 16"
    assert unbroken("Of PV-20655") == 'Of <span class="nowrap">PV-20655</span>'
    assert unbroken("Your <b>one-time password") == (
        'Your &lt;b&gt;<span class="nowrap">one-time</span> password'
    )
    long = "a-very-long-one-that-must-be-able-to-break non-confidentiality-agreements"
    assert unbroken(long) == long


def test_an_access_says_how_long_it_lasts_and_who_looks_at_it_again() -> None:
    factories.team("it-equipment", department=factories.department("it"))
    access = {
        "id": "vpn",
        "access": "vpn",
        "label": {"en": "VPN for {{ answers.what }}"},
        "for": "90 days",
        "remind_before": "7 days",
        "review_every": "30 days",
    }
    package = factories.package(workflow=[{"grant": access}])
    with override("en"):
        (block,) = told(package, "en")
    label, *lines = block.lines
    assert label.startswith("Access: VPN for [")
    assert lines == [
        "For 90 days",
        "Reminded 7 days before it ends",
        "The owner of the service looks at it again every 30 days",
    ]
