"""Attributes that an administrator declares about people, and their values, each change with its entry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ventanilla.core.access.policies import is_portal_admin, require
from ventanilla.core.access.queries import CONTACT
from ventanilla.core.directory.actions import add, change, note_attributes_changed
from ventanilla.core.directory.entries import RowRemoved
from ventanilla.core.directory.policies import may_change_attribute
from ventanilla.core.directory.queries import holders
from ventanilla.core.kit.errors import Conflict, Invalid, NotAllowed
from ventanilla.core.people.attributes import Unfit, definitions_of_people, fitting
from ventanilla.core.people.choices import AttributeSight, AttributeSubject, AttributeType
from ventanilla.core.people.models import AttributeDefinition, Department, Person
from ventanilla.core.timeline.actions import action, record, stream_for
from ventanilla.core.timeline.choices import SubjectKind

MOST_OPTIONS = 100
LONGEST_VALUE = 60
LONGEST_LABEL = 120


@action
def save_attribute(
    *,
    actor: Person | None,
    key: str,
    label: Mapping[str, str],
    type: AttributeType,
    options: Sequence[Mapping[str, Any]] = (),
    keeper: Department | None = None,
    seen_by: AttributeSight = AttributeSight.KEEPERS,
    own: bool = False,
    new: bool = False,
) -> AttributeDefinition:
    """Declare an attribute of people, or change it. Its kind stays once somebody has a value; an option stays while
    somebody has it.

    Raises NotAllowed, Invalid naming the field, Conflict when `new` and the key is taken.
    """
    require(actor is None or is_portal_admin(actor))
    rows = AttributeDefinition.objects.select_for_update(of=("self",))
    found = rows.filter(subject=AttributeSubject.PERSON, key=key).first()
    if found is not None and new:
        raise Conflict(_("There is an attribute with this name already."))
    values: dict[str, Any] = {
        "label": _label(label),
        "type": type,
        "options": _options(options) if type == AttributeType.CHOICE else [],
        "keeper": keeper,
        "seen_by": AttributeSight.PERSON if own and seen_by == AttributeSight.KEEPERS else seen_by,
        "own": own,
    }
    _judge_sign_of_contact(key, values)
    if found is None:
        return add(AttributeDefinition, actor=actor, subject=AttributeSubject.PERSON, key=key, **values)
    _judge_what_is_used(found, values)
    return change(found, actor=actor, **values)


@action
def remove_attribute(*, actor: Person | None, definition: AttributeDefinition) -> None:
    """Take the definition away when nobody has a value of it. Raises NotAllowed, Conflict."""
    require(actor is None or is_portal_admin(actor))
    row = AttributeDefinition.objects.select_for_update(of=("self",)).get(pk=definition.pk)
    if count := holders(row).count():
        raise Conflict(_somebody_has_it(count))
    stream = stream_for(SubjectKind.SETTINGS, f"attributedefinition:{row.pk}")
    record(stream, RowRemoved(what="attributedefinition", key=str(row)), actor=actor)
    row.delete()


@action
def change_attributes(*, actor: Person | None, person: Person, values: Mapping[str, Any]) -> Person:
    """Set attributes of a person by key; an empty value takes one away. What isn't named stays as it is.

    One entry says which changed. Raises NotAllowed, Invalid naming each attribute that isn't declared or whose value
    isn't of its kind.
    """
    if not values:
        return person
    declared = definitions_of_people(values)
    row = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    if actor is not None:
        allowed = (may_change_attribute(actor, one, row) for one in declared.values())
        if not (declared or is_portal_admin(actor)) or not all(allowed):
            raise NotAllowed(_("This attribute isn't yours to change."))
    read = _read(declared, values)
    before = dict(row.attributes)
    after = {key: value for key, value in {**before, **read}.items() if value is not None}
    changes = {
        f"attributes.{key}": (before.get(key), value)
        for key, value in read.items()
        if before.get(key) != value
    }
    if changes:
        row.attributes = after
        row.save(update_fields=["attributes"])
        labels = {f"attributes.{key}": dict(one.label) for key, one in declared.items()}
        note_attributes_changed(row, changes, labels, actor=actor)
    person.attributes = dict(row.attributes)
    return row


def _read(declared: Mapping[str, AttributeDefinition], values: Mapping[str, Any]) -> dict[str, Any]:
    read: dict[str, Any] = {}
    wrong: dict[str, list[object]] = {}
    for key, raw in values.items():
        if key not in declared:
            wrong[key] = [_("There is no attribute “%(key)s”.") % {"key": key}]
            continue
        try:
            read[key] = fitting(declared[key], raw)
        except Unfit as error:
            wrong[key] = [str(error)]
    if wrong:
        raise Invalid(_("Some values can't be used."), wrong)
    return read


def _refuse(field: str, words: str) -> Invalid:
    return Invalid(_("Some values can't be used."), {field: [words]})


def _label(label: Mapping[str, str]) -> dict[str, str]:
    kept = {code: text.strip()[:LONGEST_LABEL] for code, text in label.items() if text.strip()}
    if not kept:
        raise _refuse("label", _("Give it a name."))
    return kept


def _options(options: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for one in options[: MOST_OPTIONS + 1]:
        value = str(one["value"]).strip()
        if not value or len(value) > LONGEST_VALUE or "\x00" in value:
            said = _("Each option has a name of up to %(most)s characters.")
            raise _refuse("options", said % {"most": LONGEST_VALUE})
        if value in found:
            raise _refuse("options", _("“%(value)s” stands there twice.") % {"value": value})
        label = {code: text[:LONGEST_LABEL] for code, text in dict(one.get("label") or {}).items() if text}
        found[value] = {"value": value, "label": label}
    if not found:
        raise _refuse("options", _("Write at least one option."))
    if len(found) > MOST_OPTIONS:
        raise _refuse("options", _("Write up to %(most)s options.") % {"most": MOST_OPTIONS})
    return list(found.values())


def _judge_sign_of_contact(key: str, values: Mapping[str, Any]) -> None:
    """Who has it sees what a whole customer asks for: it is for administrators of the portal alone to give."""
    if key != CONTACT:
        return
    if values["type"] != AttributeType.BOOLEAN:
        raise _refuse("type", _("Who speaks for their organisation is told by yes or no."))
    if values["keeper"] is not None or values["own"]:
        said = _("Who speaks for their organisation is for administrators of the portal alone to say.")
        raise _refuse("keeper", said)


def _judge_what_is_used(found: AttributeDefinition, values: Mapping[str, Any]) -> None:
    if values["type"] != found.type and (count := holders(found).count()):
        raise _refuse("type", _somebody_has_it(count))
    gone = {one["value"] for one in found.options} - {one["value"] for one in values["options"]}
    if gone and values["type"] == found.type:
        used = holders(found).filter(**{f"attributes__{found.key}__in": sorted(gone)})
        if count := used.count():
            raise _refuse("options", _somebody_has_it(count))


def _somebody_has_it(count: int) -> str:
    words = ngettext(
        "%(count)s person has a value of it. Take it away there first.",
        "%(count)s people have a value of it. Take it away there first.",
        count,
    )
    return words % {"count": count}
