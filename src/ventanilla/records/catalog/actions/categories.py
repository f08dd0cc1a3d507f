"""Arranging the catalogue."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ventanilla.core.access.policies import require
from ventanilla.core.directory.entries import RowChanged, RowRemoved
from ventanilla.core.kit.errors import Invalid
from ventanilla.core.kit.registers import edition_of, judge_edition, judge_free
from ventanilla.core.kit.text import Localized
from ventanilla.core.people.models import Person
from ventanilla.core.timeline.actions import action, record, stream_for
from ventanilla.core.timeline.choices import SubjectKind
from ventanilla.core.timeline.models import Stream
from ventanilla.records.catalog.entries import CategorySaved
from ventanilla.records.catalog.models import Category
from ventanilla.records.catalog.policies import may_arrange


@action
def save_category(
    *,
    actor: Person | None,
    slug: str,
    name: Localized,
    description: Localized | None = None,
    icon: str = "",
    parent: Category | None = None,
    position: int = 0,
    edition: str | None = None,
) -> Category:
    """Add the category `slug` or change it; nothing is recorded when nothing changes.

    `actor=None` is the operator. Raises NotAllowed, Invalid naming the field, Conflict (`changed`) when `edition`
    isn't the one that stands.
    """
    require(may_arrange(actor))
    category = Category.objects.select_for_update().filter(slug=slug).first() or Category(slug=slug)
    if category.pk:
        judge_edition(edition, edition_of_category(category))
    before = _values(category) if category.pk else None
    category.name = name
    category.description = description or {}
    category.icon = icon or category.icon
    category.parent = parent
    category.position = position
    _check(category)
    if _values(category) != before:
        category.save()
        _record(category, actor)
    return category


@action
def set_category_in_use(category: Category, *, actor: Person | None, in_use: bool) -> Category:
    """Offer it no more when somebody chooses one, or offer it again; its services stay. Raises NotAllowed."""
    require(may_arrange(actor))
    known = Category.objects.select_for_update().get(pk=category.pk)
    if known.in_use != in_use:
        known.in_use = in_use
        known.save(update_fields=["in_use"])
        told = RowChanged(what="category", key=known.slug, changes={"in_use": (not in_use, in_use)})
        record(_stream(known), told, actor=actor)
    return known


@action
def remove_category(category: Category, *, actor: Person | None) -> None:
    """Take it away for good, as long as nothing hangs on it. Raises NotAllowed, Conflict."""
    require(may_arrange(actor))
    known = Category.objects.select_for_update().get(pk=category.pk)
    judge_free(known)
    record(_stream(known), RowRemoved(what="category", key=known.slug), actor=actor)
    known.delete()


def edition_of_category(category: Category) -> str:
    """Which state of the category this is."""
    return edition_of({"values": _values(category), "in_use": category.in_use})


def _stream(category: Category) -> Stream:
    return stream_for(SubjectKind.SETTINGS, f"category:{category.pk}")


def _values(category: Category) -> tuple[object, ...]:
    return category.name, category.description, category.icon, category.parent_id, category.position


def _check(category: Category) -> None:
    try:
        category.full_clean(validate_unique=False)
    except ValidationError as error:
        raise Invalid(_("This category needs another look."), error.message_dict) from error
    above = category.parent
    while above is not None:
        if category.pk and above.pk == category.pk:
            text = _("A category can't stand below itself: choose another place for it.")
            raise Invalid(text, {"parent": [text]})
        above = above.parent


def _record(category: Category, actor: Person | None) -> None:
    entry = CategorySaved(
        category=category.slug,
        labels=category.name,
        parent=category.parent.slug if category.parent else "",
        position=category.position,
    )
    record(_stream(category), entry, actor=actor)
