"""Random blocks that hold no others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from tests.engines.workflow.machine.machine_fields import (
    ANSWERED,
    ASKED,
    BROKEN_VALUE,
    BUDDY,
    BUT,
    CORRECTIONS,
    DAY,
    FORMS,
    HANGS,
    HOLDERS,
    LENGTH,
    NOTHING,
    OPENS,
    RULES,
    SET,
    SHOWN,
    TABLES,
    TAKEN,
    TIMES,
    WORDS,
)

Fields = dict[str, Any]
Integer = Callable[[int, int], int]
"""A number from the first to the last, both counted in."""
T = TypeVar("T")


class Leaves:
    """Grows single blocks, one method for each kind: `back` are the blocks that come before, `name` is its own."""

    def __init__(self, integer: Integer) -> None:
        self.integer = integer
        self.loops: list[bool] = []
        """Of the loops around, outermost first: whether their items come one after the other."""

    def one(self, options: Sequence[T]) -> T:
        """One of these, the first the plainest."""
        return options[self.integer(0, len(options) - 1)]

    def rarely(self, one_in: int = 2) -> bool:
        """Whether something is so that mostly isn't."""
        return self.integer(0, one_in - 1) == one_in - 1

    def value(self, *sound: Any) -> Any:
        """One of these values, nothing, or what can't be worked out."""
        return self.one([*sound, NOTHING, BROKEN_VALUE])

    def day(self, back: list[str]) -> Any:
        """A day or instant: of the answers, of what was left behind, none, or what can't be worked out."""
        near = back[-1] if back else "b1"
        left = [{"fact": f"outputs.{near}.day"}, {"fact": f"outputs.{near}.ended_at"}]
        return self.value(DAY, *left, OPENS)

    def by(self, back: list[str]) -> Fields:
        """A day, moved or not."""
        moved = [{}, {"before": LENGTH}, {"after": "3 hours"}, {"after": "1 month"}]
        return {"by": self.day(back), **self.one(moved)}

    def due(self, back: list[str]) -> Fields:
        """Until when something is to be done, if that is said."""
        return self.one([dict, lambda: {"due": LENGTH}, lambda: {"due": self.by(back)}])()

    def approval(self, depth: int, back: list[str], name: str) -> Fields:
        table = self.one(self.one(TABLES))
        first, *others = table["seats"]
        seats = [{**first, **self.one(BUT)}, *others]
        return {**table, "seats": seats, **self.one(TIMES), **self.one(SHOWN), **self.one(HANGS)}

    def task(self, depth: int, back: list[str], name: str) -> Fields:
        reminded = {"remind_after": LENGTH} if self.rarely(4) else {}
        return {
            **self.one(HOLDERS),
            **self.one(FORMS),
            **self.one(SHOWN),
            **reminded,
            **self.due(back),
        }

    def ask(self, depth: int, back: list[str], name: str) -> Fields:
        kind = self.integer(1, 3) if self.loops else self.integer(0, 4)
        if kind == 4:
            return dict(self.one(CORRECTIONS))
        reminded = {"remind_after": LENGTH} if self.rarely(4) else {}
        body = {**self.one(ASKED), **self.one(FORMS), **self.one(SHOWN), **reminded, **self.due(back)}
        return {**body, **self.seal(back)} if kind > 1 else body

    def seal(self, back: list[str]) -> Fields:
        """What nobody reads before its time; that of all who are asked the same only where several are."""
        until = ["deadline", OPENS, "2027-04-02", "2027-04-02T10:00:00Z", self.day(back)]
        if self.loops and not self.loops[-1]:
            until = [*["all_answered"] * 4, *until]
        deadline = self.by(back) if self.rarely() else {"within": LENGTH}
        return {"sealed_until": self.one(until), "deadline": {**deadline, "ends": True}}

    def wait(self, depth: int, back: list[str], name: str) -> Fields:
        moved = [{"after": LENGTH}, {"before": "3 hours", "at": "08:00"}, {"at": "23:30"}]
        ways: list[Callable[[], Fields]] = [
            lambda: {"for": LENGTH, "waits_for": "requester"},
            lambda: {"message": name, **self.one(TAKEN)},
            lambda: {"until": self.value(DAY, {"fact": "now"}, self.day(back)), **self.one(moved)},
            lambda: {"when": self.one(RULES)},
        ]
        return self.one(ways)()

    def set(self, depth: int, back: list[str], name: str) -> Fields:
        return {"fields": self.one(SET)}

    def calculate(self, depth: int, back: list[str], name: str) -> Fields:
        total = [{}, {"holds": "number", "label": WORDS}]
        day = {"id": "day", "holds": "date", "value": self.day(back)}
        return {"values": [{"id": "total", "value": self.value({"add": [1, 2]}), **self.one(total)}, day]}

    def notify(self, depth: int, back: list[str], name: str) -> Fields:
        to = ["requester", ["it", BUDDY], {"fact": "answers.mail"}, NOTHING, [BUDDY, BROKEN_VALUE]]
        return {"message": WORDS, "subject": WORDS, "to": self.one(to)}

    def whom(self) -> Any:
        """Whom something is for or from."""
        return self.one(["requested_for", "requester", "marta@acme.example", BUDDY, NOTHING])

    def assign_asset(self, depth: int, back: list[str], name: str) -> Fields:
        reserved = {"reserved": self.one(back)} if back and self.rarely() else {}
        return {"model": self.one(["air", {"fact": "answers.model"}]), "to": self.whom(), **reserved}

    def connector(self, depth: int, back: list[str], name: str) -> Fields:
        inputs = {"who": self.value("ana"), "deep": [{"days": self.value(3)}]}
        reader = {"reader": self.one(["requested_for", "requester"])}
        return {
            "connection": "directory",
            "action": "create",
            "inputs": inputs,
            **self.one(ANSWERED),
            **reader,
        }

    def identity(self, depth: int, back: list[str], name: str) -> Fields:
        more = [{}, {"of": "requester", "tries": 2, "within": "3 hours"}]
        return {"address": self.value("ana@acme.example"), **self.one(more)}

    def create_ticket(self, depth: int, back: list[str], name: str) -> Fields:
        return {
            "service": "laptop",
            "answers": {"what": self.value({"fact": "answers.model"})},
            "wait": self.rarely(),
            "keep": self.rarely(),
            "requested_for": self.whom(),
            "asked_by": self.one(["requester", "service.owner", "requested_for"]),
        }

    def grant(self, depth: int, back: list[str], name: str) -> Fields:
        ends = [
            dict,
            lambda: {"for": LENGTH, "remind_before": "3 hours"},
            lambda: {"until": self.day(back), "review_every": "1 month"},
        ]
        return {"access": self.value("vpn"), "label": WORDS, "to": self.whom(), **self.one(ends)()}

    def grant_end(self, depth: int, back: list[str], name: str) -> Fields:
        over = {"notify": {"id": f"{name}-over", "message": {"en": "Over"}}}
        return {"of": self.one(back) if back else "b1", "on": {"ended": [over]}}

    def revoke(self, depth: int, back: list[str], name: str) -> Fields:
        return {"access": self.value("vpn"), "of": self.whom()}

    def document(self, depth: int, back: list[str], name: str) -> Fields:
        return {
            "heading": WORDS,
            "body": {"en": "Dear {{ requester.name }}"},
            "to": self.one(["requested_for", "requester"]),
        }

    def reserve_asset(self, depth: int, back: list[str], name: str) -> Fields:
        return {"model": self.value("air", {"fact": "answers.model"})}

    def return_asset(self, depth: int, back: list[str], name: str) -> Fields:
        ways: list[Fields] = [{}, {"remind_after": LENGTH}, {"at_once": True}]
        return {"asset": self.value("SN-1"), **self.one(ways), "of": self.whom()}

    def reserve_budget(self, depth: int, back: list[str], name: str) -> Fields:
        amount = self.value({"amount": "10", "currency": "EUR"})
        return {"cost_centre": self.value("CC-1"), "amount": amount, "beyond": self.rarely()}

    def settle_budget(self, depth: int, back: list[str], name: str) -> Fields:
        amount = self.value({"amount": "12", "currency": "EUR"})
        return {"of": self.one(back) if back else "b1", "amount": amount, "beyond": self.rarely()}

    def go_back(self, depth: int, back: list[str], name: str) -> Fields:
        return {"to": self.one(back), "max": self.integer(1, 3)}

    def resolve(self, depth: int, back: list[str], name: str) -> Fields:
        return {"outcome": self.one(["solved", "fulfilled"]), "message": WORDS}

    def cancel(self, depth: int, back: list[str], name: str) -> Fields:
        return {"outcome": self.one(["withdrawn", "declined", "expired", "duplicate"]), "message": WORDS}
