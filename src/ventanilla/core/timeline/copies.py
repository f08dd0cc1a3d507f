"""Copies of histories that leave the portal, written so that a change in them shows.

A copy is lines of JSON: one that says what it is; for each subject a line, then its entries in order; one at the end
with the number of entries, the SHA-256 of all lines before it, and a seal that only this portal can make. Entries
carry the chain of the timeline. What its reader may not see is there as its link alone, so that the chain holds; what
they may see in words only comes without its payload.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from ventanilla.core.kit import clock
from ventanilla.core.timeline import chain
from ventanilla.core.timeline.choices import SeenBy
from ventanilla.core.timeline.models import Entry, Stream

SALT = "timeline.copy"
SCHEMA = 1

Line = dict[str, Any]


def heading(**about: Any) -> Line:
    """The first line: what the copy is of."""
    made = clock.now().astimezone(UTC).isoformat()
    return {"copy": "ventanilla history", "schema": SCHEMA, "made_at": made, **about}


def subject(stream: Stream, previous: str = "", after: int = 0, **about: Any) -> Line:
    """The line before the entries of a subject; `previous` is the link of entry number `after`, behind which the copy
    begins."""
    named = {"kind": stream.subject_kind, "id": stream.subject_id}
    return {"stream": {**named, "after": after, "previous": previous, **about}}


def entry_line(entry: Entry, *, whole: bool, staff: bool, portal: str) -> Line:
    """One entry: `whole` with its payload, otherwise in words; its link alone when only the team may read it and the
    reader isn't `staff`."""
    if entry.seen_by == SeenBy.TEAM and not staff:
        return {"position": entry.position, "chain": entry.chain, "hidden": True}
    who = entry.actor.name if entry.actor else portal
    line = {
        "position": entry.position,
        "type": entry.type,
        "version": entry.version,
        "seen_by": entry.seen_by,
        "actor": entry.actor_id,
        "cause": entry.cause_id,
        "at": entry.at.astimezone(UTC).isoformat(),
        "digest": entry.digest,
        "chain": entry.chain,
        "who": who,
        "said": _said(entry, who),
    }
    if entry.erased_at:
        return {**line, "erased": True}
    return {**line, "salt": entry.salt, "payload": entry.payload} if whole else line


def _said(entry: Entry, who: str) -> str:
    """The words of an entry; none when they are erased, or can't be read any more: that must not end the copy."""
    try:
        return "" if entry.erased_at else entry.what.say(who)
    except (ValueError, LookupError):
        return ""


def written(lines: Iterable[Line]) -> Iterator[str]:
    """The lines as text, with the sealed one at the end."""
    digest, entries = hashlib.sha256(), 0
    for line in lines:
        text = json.dumps(line, ensure_ascii=False, sort_keys=True) + "\n"
        digest.update(text.encode())
        entries += "position" in line
        yield text
    found = digest.hexdigest()
    end = {"end": {"entries": entries, "sha256": found, "seal": _seal(found, settings.SECRET_KEY)}}
    yield json.dumps(end, sort_keys=True) + "\n"


@dataclass(frozen=True)
class Flaw:
    """Where a copy doesn't hold: the number of the line, what it is about, the position, and what is wrong with it."""

    line: int
    subject: str
    position: int
    problem: str


@dataclass
class Reading:
    """A copy that is being read. `last` is the last entry of each subject: its position and its link."""

    subject: str = ""
    position: int = 0
    previous: str = ""
    entries: int = 0
    ended: bool = False
    last: dict[str, tuple[int, str]] = field(default_factory=dict)
    _digest: Any = field(default_factory=hashlib.sha256)

    def check(self, texts: Iterable[str]) -> Iterator[Flaw]:
        """Every place where the copy doesn't hold in itself. Reads line by line."""
        number = 0
        for number, text in enumerate(texts, start=1):
            problems = ["after the end"] if self.ended else self._problems(text)
            for problem in problems:
                yield Flaw(number, self.subject, self.position, problem)
        if not self.ended:
            yield Flaw(number, self.subject, self.position, "no end")

    def _problems(self, text: str) -> list[str]:
        line = _read(text)
        if line is None:
            return ["unreadable"]
        if "end" in line:
            self.ended = True
            return self._end(line["end"])
        self._digest.update(text.encode())
        if "stream" in line:
            about = line["stream"]
            self.subject = f"{about['kind']} {about['id']}"
            self.position, self.previous = int(about["after"]), str(about["previous"])
        elif "position" in line:
            return self._entry(line)
        return []

    def _entry(self, line: Line) -> list[str]:
        self.entries += 1
        problems = [] if line["position"] == self.position + 1 else ["missing"]
        if "payload" in line and chain.digest(line["salt"], line["payload"]) != line["digest"]:
            problems.append("payload")
        if not line.get("hidden") and _link(self.previous, line) != line["chain"]:
            problems.append("chain")
        self.position, self.previous = line["position"], line["chain"]
        self.last[self.subject] = (self.position, self.previous)
        return problems

    def _end(self, end: Mapping[str, Any]) -> list[str]:
        found = self._digest.hexdigest()
        problems = ["count"] if end["entries"] != self.entries else []
        if end["sha256"] != found:
            problems.append("words")
        keys = [str(key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
        if not any(constant_time_compare(str(end["seal"]), _seal(found, key)) for key in keys):
            problems.append("seal")
        return problems


def _read(text: str) -> Line | None:
    """A line that has what it needs; None when it doesn't."""
    try:
        line = json.loads(text)
        if "stream" in line:
            about = line["stream"]
            int(about["after"]), str(about["previous"]), about["kind"], about["id"]
        elif "end" in line:
            line["end"]["entries"], line["end"]["sha256"], line["end"]["seal"]
        elif "position" in line and not line.get("hidden"):
            _link("", line)
            if "payload" in line:
                chain.digest(line["salt"], line["payload"])
        elif "position" in line:
            str(line["chain"])
        elif "copy" not in line:
            return None
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
    return line if isinstance(line, dict) and isinstance(line.get("position", 0), int) else None


def _link(previous: str, line: Mapping[str, Any]) -> str:
    return chain.link(
        previous=previous,
        position=line["position"],
        type_name=line["type"],
        version=line["version"],
        seen_by=line["seen_by"],
        actor=line["actor"],
        cause=line["cause"],
        at=datetime.fromisoformat(line["at"]),
        payload_digest=line["digest"],
    )


def _seal(digest: str, key: str) -> str:
    return salted_hmac(SALT, digest, secret=key, algorithm="sha256").hexdigest()
