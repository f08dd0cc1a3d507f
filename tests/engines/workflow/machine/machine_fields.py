"""What the fields of a block may say: ways to fill them in, of which a random workflow takes one."""

from __future__ import annotations

from typing import Any

Fields = dict[str, Any]

FLAG = {"fact": "answers.flag", "op": "is", "value": True}
BROKEN_VALUE = {"divide": [1, {"fact": "answers.zero"}]}
BROKEN_RULE = {"fact": "answers.zero", "op": "is", "value": BROKEN_VALUE}
RULES = [
    True,
    False,
    FLAG,
    {"not": FLAG},
    BROKEN_RULE,
    {"fact": "outputs.b1.outcome", "op": "is", "value": "done"},
]
LENGTH = "2 business days"
NOTHING = {"fact": "answers.nothing"}
DAY = {"fact": "answers.day"}
OPENS = {"fact": "answers.opens"}
BUDDY = {"fact": "answers.buddy"}
WORDS = {"en": "About {{ answers.model }}"}

SEATS: list[Fields] = [
    {"from": "requester.manager"},
    {"team": "it"},
    {"team": "ticket.team", "need": "50%"},
    {"from": "service.owner"},
    {"from": "requested_for.cost_centre", "but": ["requester"]},
    {"from": "department.head"},
    {"from": "requester.cost_centre"},
    {"from": "requested_for.manager"},
    {"from": "ticket.team"},
    {"person": "marta@acme.example"},
    {"people": ["marta@acme.example", "luis@acme.example"], "need": 2, "but": "ana@acme.example"},
    {"lead_of": "it"},
    {"group": "board", "need": "all"},
    {"holder": BUDDY, "label": WORDS},
    {"holder": NOTHING},
    {"cost_centre": "CC-1"},
    {"holder_of": "SN-1", "but": [BUDDY]},
    {"managers_of": "requester", "levels": 2},
    {"managers_of": "requester", "levels": 3, "only_last": True, "but": BUDDY},
    {"managers_of": BUDDY, "levels": 1, "label": WORDS},
    {"managers_of": "requested_for", "until": {"fact": "person.name", "op": "is", "value": DAY}},
    {"any_of": [{"from": "requester.manager"}, {"group": "board"}], "but": [BUDDY]},
    {"any_of": [{"team": "it", "but": BUDDY}, {"holder": BUDDY}], "need": 2, "label": WORDS},
]
BUT: list[Fields] = [
    {},
    {"but": ["ana@acme.example", "requester"]},
    {"but": [NOTHING]},
    {"but": BROKEN_VALUE},
]
TABLES: list[list[Fields]] = [
    [{"seats": [one]} for one in SEATS],
    [{"seats": [one, other], "need": need} for one in SEATS[:3] for other in SEATS[9:] for need in (1, 2)],
    [{"seats": [one, SEATS[8], SEATS[1]], "need": "any", "in_order": True} for one in SEATS],
]
TIMES: list[Fields] = [
    {},
    {"remind_after": LENGTH},
    {"escalate_after": LENGTH},
    {"expire_after": LENGTH},
    {"remind_after": "3 hours", "escalate_after": LENGTH},
    {"remind_after": LENGTH, "expire_after": "1 month", "if_expired": "approved"},
    {"escalate_after": "3 hours", "expire_after": LENGTH, "if_expired": "rejected"},
    {"remind_after": LENGTH, "escalate_after": LENGTH, "expire_after": LENGTH, "if_expired": "escalated"},
]
HANGS: list[Fields] = [{}, {"hangs_on": ["day", "model"]}]
SHOWN: list[Fields] = [{}, {"show": ["model", "outputs.b1.day"]}]

FORM = [
    {"id": "day", "type": "date", "label": WORDS},
    {"id": "who", "type": "person", "label": WORDS},
    {"id": "price", "type": "number", "label": WORDS},
]
CHECK = {
    "rule": {"fact": "answers.price", "op": "gt", "value": 0},
    "message": {"en": "More than nothing"},
    "at": "price",
}
FORMS: list[Fields] = [{}, {"asks": FORM[:1]}, {"asks": FORM}, {"asks": FORM, "checks": [CHECK]}]
HOLDERS: list[Fields] = [
    {"team": "it"},
    {"person": "marta@acme.example"},
    {"holder": BUDDY},
    {"holder": NOTHING},
    {"team": "ticket.team"},
    {"team": "it", "assign": "in_turn"},
    {"team": "it", "assign": "least_busy", "instructions": WORDS},
]
ASKED: list[Fields] = [
    {},
    {"to": "requested_for", "instructions": WORDS},
    {"to": BUDDY},
    {"to": {"fact": "answers.mail"}, "waits_for": "supplier"},
    {"to": NOTHING},
    {"waits_for": "requester"},
]
CORRECTIONS: list[Fields] = [{"amend": True, "mark": ["day"]}, {"amend": True, "remind_after": LENGTH}]
SOURCES: list[Fields] = [
    {"rows": "answers.rows", "key": "id", "label": {"en": "{{ item.id }}"}},
    {"rows": "answers.rows", "where": {"fact": "row.price", "op": "gt", "value": {"fact": "answers.zero"}}},
    {"rows": "answers.rows", "where": {"fact": "row.price", "op": "gt", "value": 3}, "key": "id"},
    {"rows": "answers.rows", "where": BROKEN_RULE},
    {"rows": "answers.none"},
    {"rows": "answers.twice", "max": 2},
    {"rows": "outputs.b1.items"},
    {"list": "floors", "where": {"fact": "row.value", "op": "is_not", "value": {"fact": "answers.model"}}},
    {"list": "floors", "where": BROKEN_RULE},
    {"people": BUDDY},
    {"things_of": "requester"},
    {"accesses_of": "requested_for"},
]
COLLECTED: list[Fields] = [
    {},
    {
        "collect": {"id": {"fact": "item.id"}},
        "table": [{"id": "id", "label": WORDS, "type": "text"}, {"id": "price", "label": WORDS}],
    },
    {"collect": {"broken": BROKEN_VALUE}},
]
SET: list[Fields] = [
    {"priority": "high"},
    {"priority": DAY},
    {"priority": BROKEN_VALUE},
    {"impact": "high", "urgency": "low"},
    {"team": "it", "assignee": BUDDY},
    {"category": "hardware", "location": NOTHING},
]
SEEN: list[Fields] = [{}, {"seen_by": "team"}, {"seen_by": "requester"}, {"seen_by": "team", "title": WORDS}]
TAKEN: list[Fields] = [
    {"takes": {"order": "text"}},
    {"takes": {"order": {"type": "text", "label": WORDS}, "day": "date"}, "waits_for": "supplier"},
]
COLUMNS = [
    {"id": "id", "from": "id", "type": "text", "required": True, "label": WORDS},
    {"id": "cost", "from": "cost", "type": "money", "currency": "EUR"},
]
ANSWERED: list[Fields] = [
    {"outputs": {"id": "uid"}},
    {"outputs": {"id": {"from": "id", "type": "text", "required": False, "label": WORDS}}},
    {"outputs": {"cost": {"from": "cost", "type": "money", "currency": "EUR", "required": False}}},
    {"outputs": {"found": {"from": "found", "type": "rows", "columns": COLUMNS, "required": False}}},
]
