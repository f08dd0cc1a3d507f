"""The write spine: one action, one transaction, its entries, and what follows from them.

Every change anywhere is a function marked with `@action`. It records what it did; when the outermost action has
done its work, the reactions to its entries run one after another, first in, first out, in the same transaction.
"""

from __future__ import annotations

import functools
import logging
import secrets
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import ParamSpec, TypeVar

from django.db import transaction
from django.db.models import F

from ventanilla.core.kit import clock
from ventanilla.core.people.models import Person
from ventanilla.core.timeline import chain
from ventanilla.core.timeline.choices import SubjectKind
from ventanilla.core.timeline.entries import EntryType
from ventanilla.core.timeline.models import Entry, Stream

log = logging.getLogger(__name__)

P = ParamSpec("P")
R = TypeVar("R")
Reaction = Callable[[Entry], None]

MAX_DERIVED = 500


@dataclass
class _Writing:
    """The action under way: entries whose reactions haven't run yet, and the entry that is being reacted to."""

    pending: deque[Entry] = field(default_factory=deque)
    cause: Entry | None = None
    recorded: list[Entry] = field(default_factory=list)


@dataclass(frozen=True)
class Subscription:
    """`reaction` runs for entries of the types `names`.

    `fault` is called with the entry and the error when it fails (inside the transaction, after the reaction's own
    changes were taken back). Without it the error stops the action.
    """

    names: frozenset[str]
    reaction: Reaction
    fault: Callable[[Entry, Exception], None] | None = None


@dataclass(frozen=True)
class Afterword:
    """`say` is called once at the end of an action, with all its entries of the types `names` in order: for what
    has to be seen as a whole, like the news of it. It records nothing."""

    names: frozenset[str]
    say: Callable[[list[Entry]], None]


_writing: ContextVar[_Writing | None] = ContextVar("writing", default=None)
_subscriptions: list[Subscription] = []
_afterwords: list[Afterword] = []


class RunawayReactions(RuntimeError):
    """Reactions kept making entries that made reactions; nothing of the action was kept."""


def install(subscriptions: list[Subscription], afterwords: list[Afterword] | None = None) -> None:
    """Set who reacts to what, in order (and what is said at the end, when given). Called once, by
    config/wiring.py."""
    _subscriptions[:] = subscriptions
    if afterwords is not None:
        _afterwords[:] = afterwords


def action(function: Callable[P, R]) -> Callable[P, R]:
    """Mark `function` as an action: it runs in a transaction, may record entries, and their reactions follow."""

    @functools.wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        with writing():
            return function(*args, **kwargs)

    return run


@contextmanager
def writing() -> Iterator[None]:
    """The block form of `action`. Within an action that is under way it only joins it."""
    if _writing.get() is not None:
        with transaction.atomic():
            yield
        return
    state = _Writing()
    token = _writing.set(state)
    try:
        with transaction.atomic():
            yield
            _react(state)
            _conclude(state)
    finally:
        _writing.reset(token)


def stream_for(kind: SubjectKind, subject_id: object) -> Stream:
    """The stream of a subject, made on first use."""
    return Stream.objects.get_or_create(subject_kind=kind, subject_id=str(subject_id))[0]


def new_stream(kind: SubjectKind) -> Stream:
    """A stream for a subject that is about to be made, keyed by itself until the subject's own key is known."""
    return Stream.objects.create(subject_kind=kind, subject_id=f"new-{secrets.token_hex(12)}")


def name_stream(stream: Stream, subject_id: object) -> None:
    """Give a stream made by `new_stream` the key of its subject."""
    stream.subject_id = str(subject_id)
    stream.save(update_fields=["subject_id"])


def record(stream: Stream, what: EntryType, *, actor: Person | None, cause: Entry | None = None) -> Entry:
    """Append `what` to `stream`, done by `actor` (None: the portal itself), caused by `cause` (default: the entry
    that is being reacted to). Raises RuntimeError outside of an action."""
    state = _writing.get()
    if state is None:
        raise RuntimeError("record() is called inside an @action")
    if len(state.recorded) == MAX_DERIVED:
        raise RunawayReactions(f"more than {MAX_DERIVED} entries in one action, the last one {what.name}")
    entry = _append(stream, what, actor, cause or state.cause)
    state.recorded.append(entry)
    state.pending.append(entry)
    return entry


def _append(stream: Stream, what: EntryType, actor: Person | None, cause: Entry | None) -> Entry:
    locked = Stream.objects.select_for_update().get(pk=stream.pk)
    payload = what.model_dump(mode="json")
    salt = secrets.token_hex(16)
    entry = Entry(
        stream=stream,
        position=locked.length + 1,
        type=what.name,
        version=what.version,
        payload=payload,
        seen_by=what.visibility(),
        actor=actor,
        cause=cause,
        at=clock.now(),
        salt=salt,
        digest=chain.digest(salt, payload),
    )
    entry.chain = entry.link(locked.head)
    entry.save(force_insert=True)
    Stream.objects.filter(pk=stream.pk).update(length=F("length") + 1, head=entry.chain)
    return entry


def _react(state: _Writing) -> None:
    while state.pending:
        entry = state.pending.popleft()
        state.cause = entry
        for subscription in _subscriptions:
            if entry.type in subscription.names:
                _run(subscription, entry, state)
    state.cause = None


def _conclude(state: _Writing) -> None:
    for afterword in _afterwords:
        entries = [entry for entry in state.recorded if entry.type in afterword.names]
        if entries:
            afterword.say(entries)


def _run(subscription: Subscription, entry: Entry, state: _Writing) -> None:
    waiting, recorded = list(state.pending), len(state.recorded)
    try:
        with transaction.atomic():
            subscription.reaction(entry)
    except RunawayReactions:
        raise
    except Exception as error:
        if subscription.fault is None:
            raise
        log.exception("a reaction to %s failed", entry.type)
        state.pending = deque(waiting)
        del state.recorded[recorded:]
        subscription.fault(entry, error)
