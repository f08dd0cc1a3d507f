"""What stands in the form of the brand, as a look; and a look as what stands in the form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.translation import gettext as _
from pydantic import ValidationError

from ventanilla.core.branding.actions import add_image
from ventanilla.core.branding.images import MOST_BYTES
from ventanilla.core.branding.look import MOST_LINKS, Look
from ventanilla.core.kit.errors import Invalid
from ventanilla.core.kit.text import languages
from ventanilla.core.people.models import Person

TEXTS = ("name", "tagline", "footer", "welcome", "mail_header", "mail_footer")
PICTURES = ("logo", "dark_logo", "favicon", "sign_in_image")
PLAIN = ("accent", "dark_accent", "header", "header_colour")
LINKS = ("label", "url")
FEWEST_LINKS = 3


@dataclass
class Form:
    """The values as they were typed, by the names of their controls, and what is wrong with them."""

    values: dict[str, Any]
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def links(self) -> list[dict[str, Any]]:
        """The rows of links, with some empty ones to write in."""
        filled = [row for row in self.values["links"] if any(row.values())]
        empty = max(FEWEST_LINKS - len(filled), 1 if len(filled) < MOST_LINKS else 0)
        rows = [*filled, *({} for _each in range(empty))]
        return [{**row, "place": place, "error": self._of_link(place)} for place, row in enumerate(rows)]

    def _of_link(self, place: int) -> str:
        found = (words for name, words in self.errors.items() if name.startswith(f"links.{place}."))
        return next(found, "")

    def look(self) -> Look | None:
        """The look that the values say; None, with `errors` filled, when they say none."""
        try:
            return Look.model_validate(_document(self.values))
        except ValidationError as error:
            for one in error.errors():
                place = ".".join(str(part) for part in one["loc"][:3])
                self.errors.setdefault(place, _words(one))
            return None


def of(look: Look) -> Form:
    """The form of a look."""
    values: dict[str, Any] = {name: str(getattr(look, name)) for name in (*PLAIN, *PICTURES)}
    values["accent"] = look.light
    values["name_beside_logo"] = look.name_beside_logo
    for name in TEXTS:
        texts: Mapping[str, str] = getattr(look, name)
        values |= {f"{name}_{code}": texts.get(code, "") for code in languages()}
    values["links"] = [
        {**{f"label_{code}": link.label.get(code, "") for code in languages()}, "url": link.url}
        for link in look.links
    ]
    return Form(values)


def sent(request: HttpRequest, person: Person) -> Form:
    """The form as it was sent. Pictures are kept at once, so that an error elsewhere doesn't lose them."""
    data = request.POST
    values: dict[str, Any] = {name: data.get(name, "").strip() for name in PLAIN}
    values["name_beside_logo"] = "name_beside_logo" in data
    for name in TEXTS:
        values |= {f"{name}_{code}": data.get(f"{name}_{code}", "") for code in languages()}
    values["links"] = [_link(data, place) for place in range(MOST_LINKS)]
    form = Form(values)
    for name in PICTURES:
        values[name] = _picture(request, person, name, form.errors)
    return form


def _link(data: Mapping[str, str], place: int) -> dict[str, str]:
    names = (*(f"label_{code}" for code in languages()), "url")
    return {name: data.get(f"link_{place}_{name}", "").strip() for name in names}


def _picture(request: HttpRequest, person: Person, name: str, errors: dict[str, str]) -> str:
    """The digest of the picture: newly sent, or kept, or none."""
    upload = request.FILES.get(name)
    if isinstance(upload, UploadedFile):
        try:
            content = upload.read(MOST_BYTES + 1)
            return add_image(actor=person, name=upload.name or name, content=content).digest
        except Invalid as refusal:
            errors[name] = str(refusal)
    return "" if f"{name}_remove" in request.POST else request.POST.get(f"{name}_kept", "")


def _document(values: Mapping[str, Any]) -> dict[str, Any]:
    document = {name: values[name] for name in (*PLAIN, *PICTURES, "name_beside_logo")}
    for name in TEXTS:
        document[name] = {code: values[f"{name}_{code}"] for code in languages()}
    document["links"] = [
        {"label": {code: row[f"label_{code}"] for code in languages()}, "url": row["url"]}
        for row in values["links"]
        if any(row.values())
    ]
    return document


def _words(error: Mapping[str, Any]) -> str:
    own = error.get("ctx", {}).get("error")
    return str(own) if isinstance(own, ValueError) else _("This value can't be used.")
