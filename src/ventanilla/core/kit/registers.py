"""What the registers of an organisation have in common: departments, teams, places, calendars, categories, equipment,
cost centres. Their rows have a `name` by language and are `in_use` or not; what hangs on a row keeps it from going.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from django.contrib.postgres.lookups import Unaccent
from django.db.models import ManyToOneRel, Model, Q, QuerySet, TextField, Value
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce, Lower, NullIf
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ventanilla.core.kit.errors import Conflict, Invalid
from ventanilla.core.kit.text import Localized, languages

Row = TypeVar("Row", bound=Model)

LONGEST_NAME = 120
LONGEST_SEARCH = 100
MOST_COUNTED = 1000


@dataclass(frozen=True)
class Tie:
    """How many rows of a `model` ("people.person") point at something by a `field`; more than MOST_COUNTED aren't
    counted."""

    model: str
    field: str
    count: int


class Keeping(Protocol):
    """What the actions of every register can do (a module is one): its pages and its operations are made of it."""

    def edition(self, row: Any, /) -> str:
        """Which state of the row this is."""

    def set_in_use(self, row: Any, /, *, actor: Any, in_use: bool) -> Any:
        """Offer it no more, or again."""

    def remove(self, row: Any, /, *, actor: Any) -> None:
        """Take it away for good. Raises Conflict while something hangs on it."""


def ties_of(row: Model, *, leaving_out: Collection[str] = ()) -> list[Tie]:
    """All that points at `row`, but for the models in `leaving_out`: what is a part of it. A query for each way."""
    found = []
    for relation in row._meta.get_fields(include_hidden=True):
        if not isinstance(relation, ManyToOneRel):
            continue
        model, field = relation.field.model, relation.field.name
        if model._meta.label_lower in leaving_out:
            continue
        rows = model._base_manager.filter(**{field: row})
        if count := rows.order_by()[: MOST_COUNTED + 1].count():
            found.append(Tie(model._meta.label_lower, field, count))
    return found


def judge_free(row: Model, *, leaving_out: Collection[str] = ()) -> None:
    """Raise Conflict while something points at `row`."""
    if ties_of(row, leaving_out=leaving_out):
        said = _("Something hangs on it. It can be put out of use: then nobody is offered it any more.")
        raise Conflict(said, code="in_use")


def edition_of(values: Mapping[str, Any]) -> str:
    """A short name for exactly these values: another one as soon as one of them changes."""
    plain = json.dumps(values, sort_keys=True, default=str)
    return hashlib.sha256(plain.encode()).hexdigest()[:16]


def judge_edition(known: str | None, now: str) -> None:
    """Raise Conflict when somebody goes on from another edition than the one that stands `now`. None: whichever."""
    if known is not None and known != now:
        raise Conflict(_("Somebody else has changed this since you opened it."), code="changed")


def searched(rows: QuerySet[Row], text: str, *columns: str) -> QuerySet[Row]:
    """Those whose name, in any language, or one of `columns` holds every word of `text`."""
    words = text.replace("\x00", "")[:LONGEST_SEARCH].split()
    if not words:
        return rows
    names = {f"name_{code}": KT(f"name__{code}") for code in languages()}
    rows = rows.annotate(**names)
    for word in words:
        named = Q(*(Q(**{f"{name}__unaccent__icontains": word}) for name in names), _connector=Q.OR)
        rows = rows.filter(Q(named, *(Q(**{f"{one}__icontains": word}) for one in columns), _connector=Q.OR))
    return rows


def titled(rows: QuerySet[Any]) -> QuerySet[Any]:
    """With `shown_as`, to sort by: the name as the reader sees it, without accents and capitals."""
    codes = dict.fromkeys([(get_language() or "")[:2], *languages()])
    nothing = Value("", output_field=TextField())
    names = [NullIf(KT(f"name__{code}"), nothing) for code in codes if code]
    told: QuerySet[Any] = rows.annotate(shown_as=Lower(Unaccent(Coalesce(*names, nothing))))
    return told


def by_title(rows: QuerySet[Any]) -> QuerySet[Any]:
    """In the order of the names as the reader sees them."""
    return titled(rows).order_by("shown_as", "slug")


def name_given(name: Mapping[str, str]) -> Localized:
    """The name in the portal's languages, tidied. Raises Invalid when there is none."""
    kept = {code: name[code].strip() for code in languages() if name.get(code, "").strip()}
    said = ""
    if not kept:
        said = _("Write the name in at least one language.")
    elif any(len(text) > LONGEST_NAME for text in kept.values()):
        said = _("Write no more than %(most)s characters.") % {"most": LONGEST_NAME}
    elif any("\x00" in text for text in kept.values()):
        said = _("There is a sign in it that can't be kept.")
    if said:
        raise Invalid(said, {"name": [said]})
    return kept


def slug_given(rows: QuerySet[Any], slug: str, name: Mapping[str, str]) -> str:
    """The short name of something new: as it is given, or else made of its name. Raises Invalid when it is taken."""
    wanted = slug.strip() or next((slugify(name[code])[:50] for code in ("en", *name) if name.get(code)), "")
    if not wanted:
        said = _("Write a short name: small letters, digits and hyphens.")
    elif wanted != slugify(wanted) or len(wanted) > 50:
        said = _("Small letters without accents, digits and hyphens, 50 at most.")
    elif rows.filter(slug=wanted).exists():
        said = _("There is one with this short name already.")
    else:
        return wanted
    raise Invalid(said, {"slug": [said]})
