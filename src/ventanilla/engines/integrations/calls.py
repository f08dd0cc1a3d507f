"""Carrying out a call: outside of any transaction, once at a time, and never twice what may happen only once."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection as database
from django.db import transaction
from pydantic import ValidationError

from ventanilla.core.kit.sealing import Unreadable
from ventanilla.engines.integrations.choices import OVER, CallState
from ventanilla.engines.integrations.connector import (
    Answer,
    Attempt,
    Misconfigured,
    Mode,
    NoAnswer,
    NotSent,
)
from ventanilla.engines.integrations.models import Call
from ventanilla.engines.integrations.policies import may_use
from ventanilla.engines.integrations.queries import connector_of, settings_of

log = logging.getLogger(__name__)

WAITS = (10, 60, 300, 1800, 7200)
"""Seconds before each further try; after the last one it has failed."""
LONGEST = 60.0
ADVISORY = 711_401  # the class of our advisory locks: one call is tried by one worker at a time


class Busy(Exception):
    """Another worker is trying this call just now."""


@dataclass(frozen=True)
class Later:
    """To be tried again after so many seconds."""

    seconds: int
    problem: str


@dataclass(frozen=True)
class Failure:
    """It won't be tried again by itself. `uncertain`: nobody knows whether it happened."""

    problem: str
    uncertain: bool = False


Outcome = Answer | Later | Failure


def attempt(call_id: int, department: str) -> Outcome | None:
    """Try the call once; None when it is over already. What comes of it is for the caller to keep. Raises Busy."""
    with _alone(call_id):
        begun = _begun(call_id)
        if begun is None:
            return None
        call, resumed = begun
        if resumed and _mode(call) is Mode.AT_MOST_ONCE:
            return Failure("the worker stopped in the middle of it", uncertain=True)
        return _tried(call, department)


def _begun(call_id: int) -> tuple[Call, bool] | None:
    """Put on record that it is about to be tried, before it is; and whether an earlier try began and never said how
    it ended."""
    with transaction.atomic():
        rows = Call.objects.select_for_update(of=("self",)).select_related("connection__department")
        call = rows.get(pk=call_id)
        if call.state in OVER:
            return None
        resumed = call.state == CallState.TRYING
        call.state, call.tries = CallState.TRYING, call.tries + 1
        call.save(update_fields=["state", "tries"])
        return call, resumed


def _mode(call: Call) -> Mode:
    found = connector_of(call.connection).actions.get(call.action)
    return found.mode if found else Mode.AT_MOST_ONCE


def _tried(call: Call, department: str) -> Outcome:
    try:
        return _performed(call, department)
    except NotSent as error:
        return _again(call, str(error))
    except NoAnswer as error:
        if _mode(call) is Mode.AT_MOST_ONCE:
            return Failure(str(error), uncertain=True)
        return _again(call, str(error))
    except (Misconfigured, Unreadable, KeyError) as error:
        return Failure(str(error))
    except ValidationError as error:
        return Failure("; ".join(_spelled(item) for item in error.errors(include_url=False)))


def _performed(call: Call, department: str) -> Answer:
    connection = call.connection
    if not connection.enabled:
        raise NotSent(f"the connection {connection.slug} is switched off")
    if not may_use(department, connection):
        raise Misconfigured(f"the services of this department may not use {connection.slug}")
    connector = connector_of(connection)
    if call.action not in connector.actions:
        raise Misconfigured(f"{connection.slug} can't do “{call.action}”")
    inputs = connector.actions[call.action].inputs.model_validate(call.inputs)
    settings = settings_of(connection)
    try:
        return connector.perform(settings, call.action, inputs, Attempt(call.idempotency_key, LONGEST))
    except (NotSent, NoAnswer, Misconfigured):
        raise
    except Exception as error:  # a fault of a connector must not lose the request
        log.exception("connection %s failed", connection.slug)
        raise NoAnswer(f"{type(error).__name__}") from error


def _again(call: Call, problem: str) -> Later | Failure:
    if call.tries > len(WAITS):
        return Failure(problem)
    return Later(WAITS[call.tries - 1], problem)


def _spelled(item: object) -> str:
    assert isinstance(item, dict)
    return f"{'.'.join(str(part) for part in item['loc'])}: {item['msg']}"


def given_up_at(call: Call) -> datetime:
    """Until when the portal tries by itself; by then it is done, or somebody is asked to look at it."""
    return call.created_at + timedelta(seconds=sum(WAITS) + LONGEST * (len(WAITS) + 1))


@contextmanager
def _alone(call_id: int) -> Iterator[None]:
    """A lock of this database session: it ends with the process, however that ends."""
    with database.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [ADVISORY, call_id % 2**31])
        row = cursor.fetchone()
        if not row or not row[0]:
            raise Busy(call_id)
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [ADVISORY, call_id % 2**31])
