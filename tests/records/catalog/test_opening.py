"""When a service can be asked for, and by whom."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from tests import factories
from ventanilla.core.blueprint.opening import Monthly
from ventanilla.core.blueprint.problems import PackageErrors
from ventanilla.core.calendars.models import Calendar
from ventanilla.core.kit import clock
from ventanilla.core.kit.errors import NotAllowed
from ventanilla.core.people.models import Person
from ventanilla.records.catalog.flaws import flaws_of
from ventanilla.records.catalog.models import Service
from ventanilla.records.catalog.queries import Opening, opening
from ventanilla.records.tickets.actions import submit
from ventanilla.records.tickets.facts import asking_facts

MANAGEMENT = {"fact": "requester.groups", "op": "contains", "value": "management"}
FIRST_FIVE = {"monthly": {"until": 5, "working_days": True}}


def weekday(day: date) -> bool:
    return day.weekday() < 5


@pytest.mark.parametrize(
    ("window", "month", "first", "last"),
    [
        ({"until": 5, "working_days": True}, date(2027, 5, 1), 1, 7),  # 1 May is a Saturday
        ({"from": 3, "until": 5, "working_days": True}, date(2027, 5, 9), 5, 7),
        ({"from": -2, "working_days": True}, date(2027, 5, 31), 28, 31),  # 29 and 30 are a weekend
        ({"from": 10, "until": 20}, date(2027, 2, 1), 10, 20),
        ({"from": 30}, date(2027, 2, 1), 28, 28),
        ({"from": 20, "until": -2}, date(2028, 2, 1), 20, 28),
    ],
)
def test_days_of_a_month(window: dict[str, Any], month: date, first: int, last: int) -> None:
    found = Monthly.model_validate(window).days_in(month, weekday)
    assert found == (month.replace(day=first), month.replace(day=last))


def test_a_month_may_have_none_of_them() -> None:
    assert (
        Monthly.model_validate({"until": 5, "working_days": True}).days_in(date(2027, 5, 1), lambda _d: False)
        is None
    )
    assert Monthly.model_validate({"from": 20, "until": -15}).days_in(date(2027, 2, 1), weekday) is None


@pytest.mark.parametrize(
    "window",
    [
        {},
        {"monthly": {}},
        {"monthly": {"from": 5, "until": 2}},
        {"monthly": {"until": 0}},
        {"monthly": {"until": 40}},
        {"monthly": {"until": 5}, "from": "2027-01-01"},
        {"monthly": {"until": 5}, "list": "periods", "first": "a", "last": "b"},
        {"list": "periods", "when": MANAGEMENT},
    ],
)
def test_what_means_no_days_is_told_before(window: dict[str, Any]) -> None:
    with pytest.raises(PackageErrors) as refused:
        factories.package(open=[window])
    assert refused.value.problems[0].path.startswith("open[0]")


def told(service: Service, who: Person, on: date) -> Opening:
    assert service.live_version is not None
    return opening(service.live_version, on, asking_facts(who, who, service.department))


@pytest.mark.django_db
def test_only_until_the_fifth_working_day_unless_they_are_of_the_management() -> None:
    calendar: Calendar = factories.calendar()
    boss, ana = factories.person("Boss"), factories.person("Ana")
    factories.group("management", boss)
    factories.department("it", calendar=calendar)
    service = factories.service(open=[FIRST_FIVE, {"when": MANAGEMENT}])
    assert told(service, ana, date(2027, 6, 7)) == Opening(True, closes_on=date(2027, 6, 7))
    assert told(service, ana, date(2027, 6, 8)) == Opening(False, opens_on=date(2027, 7, 1))
    assert told(service, boss, date(2027, 6, 8)).is_open
    with clock.frozen(datetime(2027, 6, 8, 8, tzinfo=UTC)):
        with pytest.raises(NotAllowed, match="1"):
            submit(actor=ana, service=service, answers={"what": "A chair"})
        assert submit(actor=boss, service=service, answers={"what": "A chair"}).pk


@pytest.mark.django_db
def test_a_window_for_others_opens_nothing() -> None:
    ana = factories.person("Ana")
    service = factories.service(open=[{"from": "2027-03-01", "until": "2027-03-31", "when": MANAGEMENT}])
    assert told(service, ana, date(2027, 3, 5)) == Opening(False)


@pytest.mark.django_db
def test_a_list_or_a_column_that_is_not_there_is_told_before() -> None:
    factories.lookup_list("periods", {"a": {"opens_on": "2027-01-01"}}, opens_on="date")
    rows = {"list": "periods", "first": "opens_on", "last": "closes"}
    loop = {
        "for_each": {"id": "each", "list": "gone", "blocks": [{"task": {"id": "t", "team": "it-equipment"}}]}
    }
    package = factories.package(
        open=[
            {**rows, "list": "nowhere"},
            rows,
            {"when": {"fact": "answers.what", "op": "is", "value": "x"}},
        ],
        workflow=[loop],
    )
    paths = {flaw.path for flaw in flaws_of(package)}
    assert {("open", 0, "list"), ("open", 1, "last"), ("open", 2, "when")} <= {path[:3] for path in paths}
    assert ("workflow", 0, "for_each", "list") in paths
