"""The labels of the form, and the history as rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ventanilla.core.branding.actions import differences
from ventanilla.core.branding.choices import Header
from ventanilla.core.branding.entries import spoken
from ventanilla.core.branding.look import Look
from ventanilla.core.branding.models import BrandVersion
from ventanilla.core.branding.queries import Picture
from ventanilla.core.kit.text import languages
from ventanilla.surfaces.designer.brand.form import PICTURES, TEXTS, Form

LABELS: dict[str, dict[str, Any]] = {
    "logo": {
        "label": gettext_lazy("Logo for light backgrounds"),
        "hint": gettext_lazy("PNG, JPEG, WebP or SVG, up to 512 KB. It is shown 36 pixels high."),
    },
    "dark_logo": {
        "label": gettext_lazy("Logo for dark backgrounds"),
        "hint": gettext_lazy("For the dark theme and a dark header. Without one, the light one is used."),
    },
    "favicon": {
        "label": gettext_lazy("Small icon"),
        "hint": gettext_lazy("For the browser's tab and the phone's home screen. Square, an SVG or a PNG."),
    },
    "sign_in_image": {
        "label": gettext_lazy("Picture beside the form"),
        "hint": gettext_lazy("Upright, some 1000 pixels high. Only where it says something."),
    },
}
LANGUAGE_NAMES = {"es": "Español", "en": "English"}


def pairs(form: Form) -> dict[str, list[dict[str, str]]]:
    """For each text, its control in every language."""
    return {name: [_control(form, name, code) for code in languages()] for name in TEXTS}


def _control(form: Form, name: str, code: str) -> dict[str, str]:
    return {
        "name": f"{name}_{code}",
        "language": code,
        "label": LANGUAGE_NAMES.get(code, code),
        "value": form.values[f"{name}_{code}"],
        "error": form.errors.get(name, ""),
        "placeholder": settings.PORTAL_NAME if name == "name" else "",
    }


def pictures(form: Form, found: Mapping[str, Picture]) -> list[dict[str, Any]]:
    """The controls of the pictures, each with the one that is kept."""
    digests = {name: form.values.get(name, "") for name in PICTURES}
    return [
        {
            "name": name,
            "digest": digest,
            "picture": found.get(digest),
            "error": form.errors.get(name, ""),
            **LABELS[name],
        }
        for name, digest in digests.items()
    ]


def headers() -> list[dict[str, Any]]:
    return [{"value": header.value, "label": header.label} for header in Header]


def history_rows(versions: list[BrandVersion]) -> list[dict[str, Any]]:
    """The versions, the latest first, with what each changed; the portal's own look at the end."""
    looks = [Look.model_validate(version.look) for version in versions] + [Look()]
    rows: list[dict[str, Any]] = [
        {
            "version": version.pk,
            "look": look,
            "who": version.made_by.name if version.made_by else "",
            "at": version.made_at,
            "changed": spoken(list(differences(looks[place + 1], look))),
            "current": place == 0,
        }
        for place, (version, look) in enumerate(zip(versions, looks, strict=False))
    ]
    own = {"version": 0, "look": Look(), "changed": _("The portal's own look"), "current": not versions}
    return [*rows, own]
