"""Which tables hang on tickets, and how their rows are copied: read from the models, so it grows with them."""

from __future__ import annotations

from collections.abc import Iterator

from django.apps import apps
from django.db import models

from ventanilla.core.people.models import Person
from ventanilla.core.timeline.models import Entry, Stream
from ventanilla.engines.notifications.models import Message
from ventanilla.records.tickets.models import SubmissionKey, Ticket

Link = tuple[type[models.Model], str, type[models.Model]]
# Keys are forgotten after a day; mails are many large texts that no page but the outbox reads.
LEFT_OUT = (SubmissionKey, Message)
STRIDE = 1 << 20
"""The copy number n of the row i has the key i + n * STRIDE: nothing has to be looked up."""


def links() -> list[Link]:
    """(model, column, model above it) for each table of the tree below Ticket, from the top down."""
    found: list[Link] = [(Stream, "", Ticket), (Entry, "stream_id", Stream)]
    inside = {Ticket, Stream, Entry}
    while more := next(_below(inside), None):
        found.append(more)
        inside.add(more[0])
    return found


def _below(inside: set[type[models.Model]]) -> Iterator[Link]:
    for model in apps.get_models():
        if model in inside or model in LEFT_OUT or not model._meta.managed:
            continue
        for field in model._meta.concrete_fields:
            above = field.related_model
            if above in inside and getattr(field.remote_field, "on_delete", None) is models.CASCADE:
                assert isinstance(above, type)
                yield model, field.column, above
                break


def table(model: type[models.Model]) -> str:
    """Its name in SQL."""
    return model._meta.db_table


def shadow(model: type[models.Model]) -> str:
    """The table that says to which ticket of the small world each row belongs."""
    return f"bench_{table(model)}"


def value(model: type[models.Model], field: models.Field, inside: set[type[models.Model]]) -> str:  # type: ignore[type-arg]
    """SQL for a column of a copy: `t` is the row, `p` its line in the plan."""
    column = f't."{field.column}"'
    special = SPECIAL.get((table(model), field.column))
    if special:
        return special
    if field.primary_key:
        return f"{column} + p.n * {STRIDE}"
    if field.is_relation and field.related_model in inside:
        assert isinstance(field.related_model, type)
        copied = f"{column} + p.n * {STRIDE}"
        if not field.null:
            return copied
        above = shadow(field.related_model)
        return f"(SELECT {copied} FROM {above} a WHERE a.id = {column} AND a.ticket = p.template)"
    if field.is_relation and field.related_model is Person:
        return f"{column} + CASE WHEN {column} = ANY(%(movable)s) THEN p.branch * %(step)s ELSE 0 END"
    if isinstance(field, models.DateTimeField):
        return f"{column} + p.days * interval '1 day'"
    if isinstance(field, models.DateField):
        return f"{column} + p.days"
    return column


NUMBER = "split_part(t.number, '-', 1) || '-' || (%(first)s + p.n)"
SPECIAL = {
    ("tickets_ticket", "number"): NUMBER,
    ("timeline_stream", "subject_id"): f"(t.subject_id::bigint + p.n * {STRIDE})::text",
    ("tickets_ticketaccess", "principal"): (
        "CASE WHEN t.principal = ANY(%(movable_principals)s)"
        " THEN 'p:' || (substr(t.principal, 3)::bigint + p.branch * %(step)s) ELSE t.principal END"
    ),
    ("timeline_entry", "payload"): (
        "CASE WHEN jsonb_typeof(t.payload->'comment') = 'number' THEN jsonb_set(t.payload, '{comment}',"
        f" to_jsonb((t.payload->>'comment')::bigint + p.n * {STRIDE})) ELSE t.payload END"
    ),
    ("timeline_entry", "salt"): "md5(t.salt || p.n)",
    ("timeline_entry", "digest"): "md5(t.digest || p.n) || md5(p.n || t.digest)",
    ("timeline_entry", "chain"): "md5(t.chain || p.n) || md5(p.n || t.chain)",
    ("notifications_notification", "first_entry"): f"t.first_entry + p.n * {STRIDE}",
    ("notifications_notification", "path"): (
        "coalesce(regexp_replace(t.path, '[A-Z]{3}-[0-9]+',"
        " substring(t.path, '([A-Z]{3})-[0-9]+') || '-' || (%(first)s + p.n)), t.path)"
    ),
}
