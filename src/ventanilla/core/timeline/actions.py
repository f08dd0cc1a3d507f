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
from typing import Any, ParamSpec, TypeVar

from django.db import transaction

from ventanilla.core.people.models import Person
from ventanilla.core.timeline.appending import append
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
    """The action under way: entries whose reactions haven't run yet, and the entry that is being reacted to.

    `heads` are the length and the last link of the streams that it has locked, `at_hand` what it keeps of what it has
    locked besides: nobody else can change them before it is over.
    """

    pending: deque[Entry] = field(default_factory=deque)
    cause: Entry | None = None
    recorded: list[Entry] = field(default_factory=list)
    heads: dict[int, tuple[int, str]] = field(default_factory=dict)
    at_hand: dict[Any, Any] = field(default_factory=dict)


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
    """The block form of `action`. Within an action that is under way it only joins it: when it fails, all of it
    does, unless the caller has put it into `attempt`."""
    if _writing.get() is not None:
        with transaction.atomic(savepoint=False):
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


@contextmanager
def attempt() -> Iterator[None]:
    """A part of an action that may fail: what it did is taken back with it, and whoever catches the error goes on."""
    state = _writing.get() or _Writing()
    pending, recorded, heads = list(state.pending), len(state.recorded), dict(state.heads)
    try:
        with transaction.atomic():
            yield
    except BaseException:
        state.pending = deque(pending)
        del state.recorded[recorded:]
        state.heads = heads
        state.at_hand.clear()
        raise


def at_hand() -> dict[Any, Any]:
    """What the action under way keeps of rows that it has locked, by whatever names the room gives them. Forgotten at
    its end, and when a part of it is taken back; outside of an action nothing is kept."""
    state = _writing.get()
    return {} if state is None else state.at_hand


def reacting() -> bool:
    """Whether what runs now reacts to an entry: what goes wrong there is caught where reactions are run."""
    state = _writing.get()
    return state is not None and state.cause is not None


def so_far(stream: int) -> list[Entry]:
    """What the action under way has recorded in this stream (by its key), in order."""
    state = _writing.get()
    return [entry for entry in state.recorded if entry.stream_id == stream] if state else []


def to_come(stream: int, *, and_now: bool = False) -> list[Entry]:
    """Those of them to which nothing has reacted yet; `and_now`: and that to which something just reacts."""
    state = _writing.get() or _Writing()
    now = [state.cause] if and_now and state.cause else []
    return [entry for entry in (*now, *state.pending) if entry.stream_id == stream]


def stream_for(kind: SubjectKind, subject_id: object) -> Stream:
    """The stream of a subject, made on first use."""
    return Stream.objects.get_or_create(subject_kind=kind, subject_id=str(subject_id))[0]


def new_stream(kind: SubjectKind, subject_id: object = "") -> Stream:
    """A stream for a subject that is about to be made, keyed by itself while the subject's own key isn't known."""
    key = str(subject_id or f"new-{secrets.token_hex(12)}")
    stream = Stream.objects.create(subject_kind=kind, subject_id=key)
    state = _writing.get()
    if state is not None:
        state.heads[stream.pk] = (0, "")
    return stream


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
    entry = append(state.heads, stream, what, actor, cause or state.cause)
    state.recorded.append(entry)
    state.pending.append(entry)
    return entry


def _react(state: _Writing) -> None:
    """Run the reactions to all entries, those that reactions make included. Mostly all of them go well: then one
    savepoint is enough for all. When one fails, they are taken back and run again, each in a savepoint of its own."""
    if not state.pending:
        return
    try:
        with attempt():
            _run_all(state, _plainly)
    except RunawayReactions:
        raise
    except Exception:
        log.info("a reaction failed: each is run by itself", exc_info=True)
        _run_all(state, _carefully)


def _run_all(state: _Writing, run: Callable[[Subscription, Entry], None]) -> None:
    while state.pending:
        entry = state.pending.popleft()
        state.cause = entry
        for subscription in _subscriptions:
            if entry.type in subscription.names:
                run(subscription, entry)
    state.cause = None


def _plainly(subscription: Subscription, entry: Entry) -> None:
    subscription.reaction(entry)


def _conclude(state: _Writing) -> None:
    for afterword in _afterwords:
        entries = [entry for entry in state.recorded if entry.type in afterword.names]
        if entries:
            afterword.say(entries)


def _carefully(subscription: Subscription, entry: Entry) -> None:
    if subscription.fault is None:
        subscription.reaction(entry)
        return
    try:
        with attempt():
            subscription.reaction(entry)
    except RunawayReactions:
        raise
    except Exception as error:
        log.exception("a reaction to %s failed", entry.type)
        subscription.fault(entry, error)
