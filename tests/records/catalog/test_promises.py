"""What a service promises: the date, the approvals and the steps, in words."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.factories import calendar, department, group, package, person, service, team
from ventanilla.core.directory.actions import change
from ventanilla.records.catalog.queries import Ahead, approvals_of, promise, steps_of

pytestmark = pytest.mark.django_db

FRIDAY = datetime(2026, 11, 20, 11, 0, tzinfo=UTC)  # noon in Madrid
RICH = {"fact": "answers.what", "op": "is", "value": "x"}


@pytest.mark.parametrize(
    ("lead_time", "at"),
    [
        (None, None),
        ("5 business days", datetime(2026, 11, 27, 16, 0, tzinfo=UTC)),
        ({"from": "1 business day", "to": "2 business days"}, datetime(2026, 11, 24, 16, 0, tzinfo=UTC)),
        ("6 business hours", datetime(2026, 11, 23, 9, 0, tzinfo=UTC)),
        ("2 hours", datetime(2026, 11, 20, 13, 0, tzinfo=UTC)),
    ],
)
def test_the_date_follows_from_the_lead_time_and_the_departments_calendar(
    lead_time: object, at: datetime | None
) -> None:
    change(department("it"), actor=None, calendar=calendar())
    more = {"lead_time": lead_time} if lead_time else {}
    version = service(**more).live_version
    assert version
    assert promise(version, FRIDAY) == at


def test_approvals_are_told_in_the_readers_words() -> None:
    person("Lucia", email="lucia@acme.example", family_name="Gil")
    team("finance", name={"es": "Finanzas", "en": "Finance"})
    group("budget", name={"es": "Presupuesto", "en": "Budget"})
    built = package(
        workflow=[
            {"approval": {"id": "a", "seats": [{"from": "requester.manager"}]}},
            {
                "approval": {
                    "id": "b",
                    "title": {"es": "Finanzas", "en": "Finance"},
                    "seats": [{"group": "budget", "need": 2}],
                }
            },
            {
                "approval": {
                    "id": "c",
                    "seats": [{"from": "service.owner"}, {"lead_of": "finance"}, {"group": "budget"}],
                    "need": 1,
                }
            },
            {
                "approval": {
                    "id": "d",
                    "seats": [{"from": "department.head"}, {"person": "LUCIA@acme.example"}],
                }
            },
            {
                "branch": {
                    "id": "e",
                    "cases": [
                        {
                            "when": RICH,
                            "blocks": [
                                {"approval": {"id": "f", "seats": [{"person": "lucia@acme.example"}]}}
                            ],
                        }
                    ],
                }
            },
        ]
    )
    assert approvals_of(built, "en") == [
        "Your manager",
        "Finance: 2 of Budget",
        "Lucia Gil (owner of the service), the lead of Finance or somebody of Budget",
        "The head of your department and Lucia Gil",
        "Lucia Gil (depending on your answers)",
    ]
    assert approvals_of(built, "es")[:2] == ["Tu responsable", "Finanzas: 2 de Presupuesto"]


def test_steps_say_what_happens_who_has_it_and_what_goes_on_at_the_same_time() -> None:
    team("facilities", name={"en": "Facilities"})
    team("it-equipment", name={"en": "Equipment"})
    built = package(
        workflow=[
            {"approval": {"id": "ok", "seats": [{"from": "requester.manager"}]}},
            {
                "parallel": {
                    "id": "both",
                    "branches": [
                        [
                            {"assign_asset": {"id": "asset", "model": "pro-16"}},
                            {"notify": {"id": "n", "message": {"es": "x"}}},
                        ],
                        [{"task": {"id": "desk", "team": "facilities", "title": {"en": "Prepare the desk"}}}],
                    ],
                }
            },
            {"ask": {"id": "when", "to": "requester", "title": {"en": "Choose a day"}}},
            {
                "branch": {
                    "id": "b",
                    "cases": [{"when": RICH, "blocks": [{"task": {"id": "x", "team": "service.owner"}}]}],
                }
            },
        ]
    )
    assert steps_of(built, "en") == [
        Ahead("Approval", "Your manager"),
        Ahead("Equipment from stock", ""),
        Ahead("Prepare the desk", "Facilities", alongside=True),
        Ahead("Choose a day", "You"),
        Ahead("Task", "Equipment", maybe=True),
    ]
