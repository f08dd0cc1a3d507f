"""Arranging the catalogue."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ventanilla.core.access.policies import require
from ventanilla.core.kit.errors import Invalid
from ventanilla.core.kit.text import Localized
from ventanilla.core.people.models import Person
from ventanilla.core.timeline.actions import action, record, stream_for
from ventanilla.core.timeline.choices import SubjectKind
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
) -> Category:
    """Add the category `slug` or change it; nothing is recorded when nothing changes.

    `actor=None` is the operator. Raises NotAllowed, or Invalid naming the field.
    """
    require(may_arrange(actor))
    category = Category.objects.select_for_update().filter(slug=slug).first() or Category(slug=slug)
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
    record(stream_for(SubjectKind.SETTINGS, f"category:{category.pk}"), entry, actor=actor)
