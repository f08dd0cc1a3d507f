"""Changes to connections, calls and one-time secrets. `actor=None` is the operator or the portal itself."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError as FieldsWrong
from django.utils.translation import gettext_lazy as _
from pydantic import ValidationError

from ventanilla.core.access.policies import require
from ventanilla.core.kit import clock
from ventanilla.core.kit.errors import Conflict, Invalid, NotFound
from ventanilla.core.kit.sealing import Unreadable, holds_sealed, seal, unseal
from ventanilla.core.people.models import Department, Person
from ventanilla.core.timeline.actions import action, record, stream_for
from ventanilla.core.timeline.choices import SubjectKind
from ventanilla.core.timeline.models import Stream
from ventanilla.engines.integrations.choices import OVER, CallState
from ventanilla.engines.integrations.connector import ConnectionSettings, Misconfigured, NoAnswer, NotSent
from ventanilla.engines.integrations.entries import (
    ConnectionAdded,
    ConnectionChanged,
    ConnectionTried,
    SecretShown,
)
from ventanilla.engines.integrations.kinds import CONNECTORS
from ventanilla.engines.integrations.models import Call, Connection, OneTimeSecret
from ventanilla.engines.integrations.policies import may_connect
from ventanilla.engines.integrations.queries import connector_of, settings_of, stream_key

SHOWN_FOR = timedelta(days=3)


@action
def save_connection(
    *,
    actor: Person | None,
    slug: str,
    kind: str,
    name: str,
    settings: Mapping[str, Any],
    secrets: Mapping[str, str],
    owner: Person,
    department: Department | None = None,
    enabled: bool = True,
    new: bool = False,
) -> Connection:
    """Add the connection or change it. A secret that isn't given stays as it is.

    Raises NotAllowed, Invalid with fields, Conflict when `new` and the slug is taken.
    """
    require(may_connect(actor))
    found = Connection.objects.select_for_update(of=("self",)).filter(slug=slug).first()
    if found is not None and new:
        said = _("There is a connection with that name already.")
        raise Conflict(said)
    row = found or Connection(slug=slug, kind=kind)
    before = _seen(row) if found else {}
    checked = _checked(row, settings, secrets)
    row.settings = checked.model_dump(mode="json", exclude=set(checked.secret_names()))
    row.secrets = {**row.secrets, **{key: seal(text) for key, text in secrets.items() if text}}
    row.name, row.owner, row.department, row.enabled = name.strip(), owner, department, enabled
    row.changed_at = clock.now()
    _clean(row)
    row.save()
    _tell(row, actor, before, [key for key, text in secrets.items() if text])
    return row


def _checked(row: Connection, settings: Mapping[str, Any], secrets: Mapping[str, str]) -> ConnectionSettings:
    if row.kind not in CONNECTORS:
        said = _("There is no such kind of connection.")
        raise Invalid(said, {"kind": [said]})
    kept = {key: _opened(token) for key, token in row.secrets.items()}
    values = {**settings, **kept, **{key: text for key, text in secrets.items() if text}}
    try:
        return CONNECTORS[row.kind].settings.model_validate(values)
    except ValidationError as error:
        raise Invalid(_("Some settings need another look."), _fields(error)) from error


def _opened(token: str) -> str:
    try:
        return unseal(token)
    except Unreadable:
        return ""


def _fields(error: ValidationError) -> dict[str, list[object]]:
    fields: dict[str, list[object]] = {}
    for item in error.errors(include_url=False, include_input=False):
        name = str(item["loc"][0]) if item["loc"] else "settings"
        fields.setdefault(name, []).append(_words(item))
    return fields


def _words(item: Any) -> object:
    match item["type"]:
        case "value_error":
            return str(item["ctx"]["error"])
        case "missing" | "string_too_short":
            return _("Fill this in.")
        case "string_pattern_mismatch":
            return _("This holds a character that can't be here.")
        case "int_parsing" | "int_type" | "int_from_float":
            return _("Write a whole number.")
        case "greater_than_equal" | "less_than_equal":
            limit = item["ctx"].get("ge", item["ctx"].get("le"))
            return _("The limit is %(limit)s.") % {"limit": limit}
    return _("This can't be used.")


def _clean(row: Connection) -> None:
    try:
        row.full_clean(validate_unique=False, exclude=["settings", "secrets"])  # their own model judged these
    except FieldsWrong as error:
        raise Invalid(_("Some settings need another look."), error.message_dict) from error


def _seen(row: Connection) -> dict[str, object]:
    """All that isn't secret, as the timeline tells it."""
    return {
        **row.settings,
        "name": row.name,
        "owner": row.owner.email,
        "department": row.department.slug if row.department else "",
        "enabled": row.enabled,
    }


def _tell(row: Connection, actor: Person | None, before: Mapping[str, object], secrets: list[str]) -> None:
    stream = stream_for(SubjectKind.SETTINGS, stream_key(row))
    after = _seen(row)
    if not before:
        record(stream, ConnectionAdded(slug=row.slug, kind=row.kind, settings=after), actor=actor)
        return
    changes = {key: (before.get(key), value) for key, value in after.items() if before.get(key) != value}
    if changes or secrets:
        record(stream, ConnectionChanged(slug=row.slug, changes=changes, secrets=secrets), actor=actor)


def try_connection(*, actor: Person | None, connection: Connection) -> tuple[bool, str]:
    """Look whether it works, changing nothing: whether, and what was found. Raises NotAllowed.

    Not in a transaction: the other side may take its time.
    """
    require(may_connect(actor))
    try:
        works, found = True, connector_of(connection).probe(settings_of(connection))
    except (NotSent, NoAnswer, Misconfigured, Unreadable) as error:
        works, found = False, str(error)
    except (ValidationError, KeyError):
        works, found = False, str(_("The settings are not complete."))
    _note_try(connection, actor, works, found[:500])
    return works, found


@action
def _note_try(connection: Connection, actor: Person | None, works: bool, found: str) -> None:
    stream = stream_for(SubjectKind.SETTINGS, stream_key(connection))
    record(stream, ConnectionTried(slug=connection.slug, works=works, found=found), actor=actor)


@action
def place_call(
    *,
    stream: Stream,
    key: str,
    connection: Connection,
    action_name: str,
    inputs: Mapping[str, Any],
    reader: Person | None,
    again_for: str = "",
) -> Call:
    """Put on record what is to be asked; the same `stream` and `key` give the same call.

    `again_for`: the key of the call whose place this one takes after a fault; the other side is told the same key.
    """
    earlier = Call.objects.filter(stream=stream, key=again_for).first() if again_for else None
    same = earlier is not None and earlier.state == CallState.FAILED
    values = {
        "idempotency_key": earlier.idempotency_key if earlier and same else str(uuid.uuid4()),
        "connection": connection,
        "action": action_name,
        "inputs": dict(inputs),
        "reader": reader,
        "created_at": clock.now(),
    }
    return Call.objects.get_or_create(stream=stream, key=key, defaults=values)[0]


@action
def end_call(
    *, call: Call, state: CallState, problem: str = "", secrets: Mapping[str, str] | None = None
) -> bool:
    """Keep how it ended, and seal what one person may see once. False when it had ended before."""
    row = Call.objects.select_for_update().get(pk=call.pk)
    if row.state in OVER:
        return False
    row.state, row.problem, row.ended_at = state, problem[:500], clock.now()
    row.save(update_fields=["state", "problem", "ended_at"])
    for name, text in (secrets or {}).items():
        if row.reader is not None:
            _keep_secret(row.stream, row.reader, name, text)
    return True


@action
def hand_over(*, stream: Stream, reader: Person, name: str, label: Mapping[str, str], text: str) -> None:
    """Keep, sealed, what somebody hands to `reader`, who may see it once; `label` says what it is."""
    _keep_secret(stream, reader, name, text, dict(label))


def _keep_secret(
    stream: Stream, reader: Person, name: str, text: str, label: dict[str, str] | None = None
) -> None:
    """A newer one of the same name takes the place of the older, which opens nothing any more."""
    OneTimeSecret.objects.filter(stream=stream, reader=reader, name=name).exclude(sealed="").update(sealed="")
    now = clock.now()
    values = {"sealed": seal(text), "label": label, "made_at": now, "expires_at": now + SHOWN_FOR}
    OneTimeSecret.objects.create(stream=stream, reader=reader, name=name, **values)


@action
def put_back(*, call: Call, problem: str) -> None:
    """It is to be tried again later."""
    Call.objects.filter(pk=call.pk, state=CallState.TRYING).update(
        state=CallState.WAITING, problem=problem[:500]
    )


@action
def show_once(*, actor: Person, secret: int) -> str:
    """What was kept for this person; from now on nobody can see it. Raises NotFound when it isn't theirs, Conflict
    when it was seen or has expired."""
    row = OneTimeSecret.objects.select_for_update(of=("self",)).filter(pk=secret, reader=actor).first()
    if row is None:
        raise NotFound(_("There is nothing here for you."))
    if not row.sealed or row.expires_at <= clock.now():
        raise Conflict(_("This was shown already, or its time is over. Ask for a new one."))
    try:
        text = unseal(row.sealed)
    except Unreadable as error:
        raise Conflict(_("This can't be opened any more. Ask for a new one.")) from error
    row.sealed, row.shown_at = "", clock.now()
    row.save(update_fields=["sealed", "shown_at"])
    record(row.stream, SecretShown(what=row.name, label=row.label or {}), actor=actor)
    return text


@action
def forget_expired() -> int:
    """Empty the one-time secrets whose time is over; returns how many."""
    rows = OneTimeSecret.objects.filter(expires_at__lte=clock.now()).exclude(sealed="")
    return rows.update(sealed="")


def _reseal_connections(reseal: Callable[[str], str]) -> int:
    count = 0
    for row in Connection.objects.exclude(secrets={}):
        row.secrets = {name: reseal(token) for name, token in row.secrets.items()}
        row.save(update_fields=["secrets"])
        count += len(row.secrets)
    return count


def _reseal_secrets(reseal: Callable[[str], str]) -> int:
    rows = list(OneTimeSecret.objects.exclude(sealed="").filter(expires_at__gt=clock.now()))
    for row in rows:
        OneTimeSecret.objects.filter(pk=row.pk, sealed=row.sealed).update(sealed=reseal(row.sealed))
    return len(rows)


holds_sealed("connections", _reseal_connections)
holds_sealed("one-time passwords", _reseal_secrets)
