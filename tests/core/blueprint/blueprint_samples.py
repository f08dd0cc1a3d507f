"""Packages to test with: the laptop of design.md, and one that uses everything."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

LAPTOP: dict[str, Any] = {
    "schema": 1,
    "service": "laptop",
    "department": "it",
    "category": "hardware",
    "owner": {"person": "lucia@acme.example", "team": "it-equipment"},
    "title": {"es": "Pedir un portátil", "en": "Get a laptop"},
    "lead_time": "5 business days",
    "form": [
        {
            "section": {"id": "equipment", "title": {"es": "Tu nuevo equipo", "en": "Your new computer"}},
            "questions": [
                {
                    "id": "model",
                    "type": "choice",
                    "label": {"es": "¿Qué portátil necesitas?", "en": "Which laptop?"},
                    "options": {"list": "laptop-models"},
                    "required": True,
                },
                {
                    "id": "reason",
                    "type": "long_text",
                    "label": {"es": "¿Para qué lo usarás?", "en": "What will you use it for?"},
                    "visible_if": {"fact": "answers.model", "op": "is", "value": "pro-16"},
                    "required": True,
                },
            ],
        }
    ],
    "workflow": [
        {
            "approval": {
                "id": "manager",
                "seats": [{"from": "requester.manager"}],
                "remind_after": "1 business day",
                "escalate_after": "3 business days",
            }
        },
        {
            "parallel": {
                "id": "preparation",
                "branches": [
                    [
                        {
                            "assign_asset": {
                                "id": "asset",
                                "model": {"fact": "answers.model"},
                                "on": {"none_left": [{"task": {"id": "buy", "team": "procurement"}}]},
                            }
                        }
                    ],
                    [
                        {
                            "task": {
                                "id": "workplace",
                                "title": {"en": "Prepare the desk"},
                                "team": "facilities",
                            }
                        }
                    ],
                ],
            }
        },
        {
            "task": {
                "id": "delivery",
                "title": {"en": "Arrange delivery"},
                "team": "it-equipment",
                "asks": [{"id": "date", "type": "date", "label": {"en": "When"}}],
            }
        },
        {
            "notify": {
                "id": "ready",
                "message": {
                    "en": "Your laptop {{ outputs.asset.serial }} comes on {{ outputs.delivery.date | date }}"
                },
            }
        },
    ],
    "deadlines": {"first_response": "4 business hours", "resolution": "5 business days"},
}

LABEL = {"es": "Texto", "en": "Text"}
QUESTIONS: list[dict[str, Any]] = [
    {"id": "hello", "type": "note", "text": {"en": "**Read this**"}},
    {"id": "at", "type": "time", "label": {"en": "At"}, "min": "08:00", "every": 15},
    {"id": "moment", "type": "instant", "label": {"en": "Moment"}, "max": {"fact": "now"}},
    {"id": "away", "type": "date_range", "label": {"en": "Away"}, "max_days": 30},
    {"id": "guests", "type": "persons", "label": {"en": "Guests"}, "max_people": 3},
    {"id": "to_team", "type": "team", "label": {"en": "Team"}, "departments": ["it"]},
    {"id": "thing", "type": "asset", "label": {"en": "Thing"}, "of": "me", "models": ["laptop"]},
    {"id": "which", "type": "service", "label": {"en": "Service"}},
    {
        "id": "order",
        "type": "identifier",
        "label": {"en": "Order"},
        "source": "orders",
        "inputs": {"year": 2026},
    },
    {"id": "mark", "type": "rating", "label": {"en": "Mark"}, "most": 10},
    {"id": "agreed", "type": "consent", "label": {"en": "I agree"}, "text": {"en": "All of it"}},
    {"id": "pin", "type": "secret", "label": {"en": "PIN"}, "shown_to": ["team", "it-network"]},
    {
        "id": "nights",
        "type": "calculated",
        "label": {"en": "Nights"},
        "value": {"subtract": [{"fact": "answers.away.days"}, 1]},
    },
    {"id": "came_by", "type": "hidden", "label": {"en": "Came by"}, "from_address": True, "values": ["qr"]},
    {
        "id": "code",
        "type": "short_text",
        "label": LABEL,
        "hint": LABEL,
        "min_length": 2,
        "max_length": 9,
        "pattern": {"regex": "[A-Z]+", "message": LABEL},
        "required": True,
        "default": "ABC",
    },
    {"id": "why", "type": "long_text", "label": LABEL, "max_length": 500},
    {"id": "count", "type": "number", "label": LABEL, "min": 1, "max": 2.5, "decimals": 1, "unit": LABEL},
    {
        "id": "cost",
        "type": "money",
        "label": LABEL,
        "currency": "USD",
        "min": 0,
        "visible_if": {"fact": "answers.count", "op": "gt", "value": 1},
    },
    {
        "id": "day",
        "type": "date",
        "label": LABEL,
        "min": {"fact": "today"},
        "max": {"add_days": [{"fact": "today"}, 30]},
    },
    {
        "id": "colour",
        "type": "choice",
        "label": LABEL,
        "options": [
            {"value": "red", "label": LABEL, "hint": LABEL},
            {
                "value": "blue",
                "label": LABEL,
                "offered_if": {"fact": "answers.agree", "op": "is", "value": True},
            },
        ],
    },
    {
        "id": "extras",
        "type": "choices",
        "label": LABEL,
        "min_choices": 1,
        "max_choices": 3,
        "options": {
            "list": "extras",
            "where": {"fact": "row.cost", "op": "lt", "value": {"fact": "answers.count"}},
        },
    },
    {"id": "agree", "type": "yes_no", "label": LABEL, "default": False},
    {
        "id": "mail",
        "type": "email",
        "label": LABEL,
        "required_if": {"fact": "answers.agree", "op": "is", "value": True},
    },
    {"id": "buddy", "type": "person", "label": LABEL},
    {"id": "place", "type": "location", "label": LABEL},
    {
        "id": "papers",
        "type": "file",
        "label": LABEL,
        "accept": ["pdf", "image"],
        "max_files": 3,
        "max_megabytes": 10,
    },
    {
        "id": "quotes",
        "type": "rows",
        "label": LABEL,
        "min_rows": 1,
        "max_rows": 5,
        "questions": [
            {"id": "supplier", "type": "short_text", "label": LABEL},
            {
                "id": "amount",
                "type": "money",
                "label": LABEL,
                "visible_if": {"fact": "row.supplier", "op": "is_not_empty"},
            },
        ],
    },
]
AGREE = next(question for question in QUESTIONS if question["id"] == "agree")
WORKFLOW: list[dict[str, Any]] = [
    {
        "approval": {
            "id": "board",
            "title": LABEL,
            "need": 2,
            "show": ["cost"],
            "expire_after": "2 days",
            "seats": [
                {"person": "carmen@acme.example"},
                {"lead_of": "it"},
                {"group": "board", "need": 2},
                {"from": "department.head"},
            ],
            "on": {"returned": []},
        }
    },
    {
        "group": {
            "id": "stage",
            "due": "30 minutes",
            "blocks": [
                {
                    "task": {
                        "id": "work",
                        "holder": {"fact": "answers.buddy"},
                        "instructions": LABEL,
                        "due": "1 hour",
                    }
                },
                {"go_back": {"id": "again", "to": "board", "max": 2}},
            ],
        }
    },
    {
        "for_each": {
            "id": "each",
            "rows": "answers.quotes",
            "key": "supplier",
            "label": {"en": "{{ item.supplier }}"},
            "in_order": True,
            "collect": {"price": {"fact": "item.amount"}},
            "blocks": [
                {
                    "task": {
                        "id": "check",
                        "team": "it",
                        "instructions": LABEL,
                        "deadline": {
                            "by": {"fact": "answers.day"},
                            "before": "2 business days",
                            "then": [{"notify": {"id": "hurry", "message": LABEL}}],
                        },
                        "on_cancel": [{"task": {"id": "undo", "team": "it"}}],
                    }
                }
            ],
        }
    },
    {
        "repeat": {
            "id": "until-right",
            "until": {"fact": "outputs.try.outcome", "op": "is", "value": "done"},
            "max": 3,
            "blocks": [{"task": {"id": "try", "team": "it", "deadline": {"within": "1 day", "ends": True}}}],
            "on": {"maximum": []},
        }
    },
    {
        "create_ticket": {
            "id": "part",
            "service": "badge",
            "requested_for": {"fact": "answers.buddy"},
            "answers": {"what": "A badge"},
            "wait": False,
        }
    },
    {"wait": {"id": "paid", "message": "paid", "takes": {"order": "text", "paid_on": "date"}}},
    {"ask": {"id": "more", "to": "requested_for", "amend": True, "due": "1 day", "asks": [AGREE]}},
    {
        "branch": {
            "id": "which",
            "otherwise": [{"resolve": {"id": "done", "outcome": "solved"}}],
            "cases": [
                {
                    "when": {"fact": "outputs.more.agree", "op": "is", "value": True},
                    "title": LABEL,
                    "blocks": [
                        {
                            "cancel": {
                                "id": "stop",
                                "outcome": "duplicate",
                                "message": {"en": "See {{ answers.code }}"},
                            }
                        }
                    ],
                }
            ],
        }
    },
    {
        "parallel": {
            "id": "both",
            "join": "any",
            "branches": [
                [{"wait": {"id": "pause", "for": "3 business hours"}}],
                [{"wait": {"id": "until", "until": {"fact": "answers.day"}}}],
                [{"wait": {"id": "rule", "when": {"fact": "ticket.priority", "op": "is", "value": "high"}}}],
            ],
        }
    },
    {"set": {"id": "up", "fields": {"priority": "high", "team": {"fact": "requester.department"}}}},
    {"calculate": {"id": "sums", "values": [{"id": "total", "value": {"add": [1, 2]}}]}},
    {
        "notify": {
            "id": "tell",
            "to": ["requester", "it"],
            "subject": {"en": "Hi"},
            "message": {"en": "Ready"},
        }
    },
    {"reserve_asset": {"id": "aside", "model": "air"}},
    {"assign_asset": {"id": "thing", "model": "air", "to": "requester", "reserved": "aside"}},
    {"return_asset": {"id": "old-one", "asset": {"fact": "outputs.thing.serial"}, "remind_after": "7 days"}},
    {"identity": {"id": "really", "address": {"fact": "requested_for.attributes.phone"}, "tries": 3}},
    {
        "connector": {
            "id": "elsewhere",
            "connection": "hr",
            "action": "send",
            "inputs": {"body": {"name": {"fact": "requested_for.name"}}},
            "outputs": {"employee": {"from": "data.id", "type": "number"}},
        }
    },
    {"grant": {"id": "access", "access": "vpn", "label": LABEL, "for": "90 days"}},
    {
        "grant_end": {
            "id": "over",
            "of": "access",
            "on": {"ended": [{"task": {"id": "close", "team": "it"}}]},
        }
    },
    {"revoke": {"id": "gone", "access": "vpn", "of": "requester"}},
    {"document": {"id": "letter", "heading": LABEL, "body": LABEL}},
    {
        "reserve_budget": {
            "id": "budget",
            "cost_centre": {"fact": "requester.cost_centre"},
            "amount": {"amount": "100", "currency": "EUR"},
        }
    },
    {"settle_budget": {"id": "price", "of": "budget", "amount": {"amount": "90", "currency": "EUR"}}},
]
EVERYTHING: dict[str, Any] = {
    **LAPTOP,
    "kind": "incident",
    "icon": "computer-desktop",
    "summary": LABEL,
    "description": LABEL,
    "next_steps": LABEL,
    "keywords": {"es": ["portátil", "ordenador"], "en": ["laptop"]},
    "articles": ["choose-a-laptop"],
    "links": [{"label": LABEL, "url": "https://acme.example/it"}],
    "lead_time": {"from": "3 business days", "to": "5 business days"},
    "review_on": "2027-12-01",
    "audience": {"fact": "person.department", "op": "in", "value": ["it", "hr"]},
    "requested_for": {
        "fact": "requested_for.organization",
        "op": "is",
        "value": {"fact": "requester.organization"},
    },
    "confidential": True,
    "impact": "high",
    "urgency": {"if": {"fact": "answers.agree", "op": "is", "value": True}, "then": "high", "else": "low"},
    "form": [{"section": {"id": "all", "title": LABEL, "intro": LABEL}, "questions": QUESTIONS}],
    "routing": [
        {"when": {"fact": "answers.count", "op": "gt", "value": 2}, "team": "it"},
        {"team": "hr", "person": "rosa@acme.example"},
    ],
    "workflow": WORKFLOW,
    "deadlines": {
        "first_response": [
            {"when": {"fact": "ticket.priority", "op": "is", "value": "high"}, "within": "1 business hour"},
            {"within": "4 business hours"},
        ]
    },
}


def laptop() -> dict[str, Any]:
    """A laptop to change at will."""
    return deepcopy(LAPTOP)


def everything() -> dict[str, Any]:
    """A package of every question type and every block, to change at will."""
    return deepcopy(EVERYTHING)
