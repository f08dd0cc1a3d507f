"""Approvals in depth: several at once, what was decided, questions first, and being away."""

from __future__ import annotations

import json

from tests.isolation.acme import Acme
from tests.isolation.rows import (
    NO_SUCH_METHOD,
    NO_SUCH_METHOD_FOR_ANYBODY,
    Row,
    api,
    gives,
)

NOTHING = NO_SUCH_METHOD_FOR_ANYBODY
A_WEEK = {"from_on": "2099-01-01", "until_on": "2099-01-07"}


def _of(ticket: str, decides: set[str]) -> list[Row]:
    def fill(world: Acme) -> dict[str, object]:
        return {"pk": world.approval(ticket), "approval_id": world.approval(ticket)}

    question = {"text": "¿Seguro?", "whom": ""}
    return [
        Row("approvals/<int:pk>/question/", NO_SUCH_METHOD, gives(302, decides), fill, question, ticket),
        Row(
            "api/v1/approvals/<approval_id>/questions",
            NOTHING,
            api(201, decides),
            fill,
            json.dumps({"text": "¿Seguro?"}),
            ticket,
        ),
    ]


def _nobody(world: Acme) -> dict[str, object]:
    return {"pk": 999_999, "absence_id": 999_999}


ROWS = [
    *_of("waiting", {"marta"}),
    *_of("secret", {"rosa"}),
    Row("approvals/history/", gives(200)),
    Row("approvals/history/", gives(200), query="?by=others", about="by others"),
    Row("approvals/decisions/", NO_SUCH_METHOD, gives(302), data={"verdict": "approve"}),
    Row("profile/absences/", gives(200), gives(302), data=A_WEEK),
    Row(
        "profile/absences/of/<int:pk>/",
        gives(200, {"admin"}),
        gives(302, {"admin"}),
        lambda world: {"pk": world.people["marta"].pk},
        A_WEEK,
    ),
    Row("profile/absences/<int:pk>/end/", NO_SUCH_METHOD, gives(404), _nobody),
    Row("api/v1/approvals/history", api(200), NOTHING),
    Row(
        "api/v1/approvals/decisions",
        NOTHING,
        api(200),
        data=json.dumps({"approvals": [{"id": 1}], "decision": "approve"}),
    ),
    Row("api/v1/absences", api(200), api(201), data=json.dumps(A_WEEK)),
    Row("api/v1/absences/<absence_id>", NOTHING, NOTHING, _nobody),
]
