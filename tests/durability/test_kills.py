"""Web server, two workers and the database are killed with -9 while laptops are asked for: nothing is lost, nothing
is done twice, and all goes on within two minutes. `make durability` does it with two hundred."""

from __future__ import annotations

import os
import random
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import Any

import pytest

from tests.durability.client import Office
from tests.durability.flow import CALLS_EACH, STEPS_EACH, STEPS_WITHOUT, Store, store
from tests.durability.portal import Portal
from ventanilla.config import embedded_postgres

pytestmark = pytest.mark.durability

SEED = 1042
REQUESTS = int(os.environ.get("DURABILITY_REQUESTS", "6"))
STOCK = REQUESTS - 3  # three of them wait until somebody restocks
STEPS = STEPS_EACH * STOCK + STEPS_WITHOUT * (REQUESTS - STOCK)
# More of them when more is asked for.
KILLS = ("web", "web", "worker", "worker", "second worker", "database") * max(1, REQUESTS // 60)
GO_ON_SECONDS = 120
# Those that run again and again are not counted.
WAITING_JOBS = """
    SELECT count(*) FROM procrastinate_jobs
    WHERE status IN ('todo', 'doing') AND (task_name LIKE 'notifications.%' OR task_name = 'workflow.call')
"""
RUNNING = "SELECT count(*) FROM workflow_run WHERE state = 'running'"


@pytest.fixture
def portal() -> Iterator[Portal]:
    made = Portal()
    try:
        with embedded_postgres.used(made.cluster):  # or each command would start and stop it
            yield made
    finally:
        made.remove()


def plan(seed: int) -> list[tuple[int, str, float]]:
    """After how many steps which of them is killed, and how many seconds into the next step: some in each part of it,
    for other systems are asked late."""
    chance = random.Random(seed)
    part = (STEPS - 2) // len(KILLS)
    steps = [chance.randrange(2 + place * part, 2 + (place + 1) * part) for place in range(len(KILLS))]
    victims = chance.sample(KILLS, len(KILLS))
    return [(step, victim, chance.uniform(0, 0.05)) for step, victim in zip(steps, victims, strict=True)]


@pytest.fixture
def elsewhere() -> Iterator[Store]:
    with store() as found:
        yield found


def test_nothing_is_lost_and_nothing_is_done_twice(portal: Portal, elsewhere: Store) -> None:
    began = time.monotonic()
    portal.run("ventanilla", "migrate")
    tokens = portal.ask("tests.durability.world", "build", str(STOCK), str(elsewhere.port))
    portal.start()
    portal.start_second_worker()
    say(began, f"the portal is up at port {portal.port}; seed {SEED}")
    office = Office(portal.port, tokens)
    with ThreadPoolExecutor(4) as people:
        asked = [people.submit(office.laptop, f"laptop-{number}") for number in range(REQUESTS)]
        killed_at = kill_on_the_way(portal, office, began)
        numbers = [request.result() for request in asked]
    say(began, f"{len(set(numbers))} requests, {office.done} steps answered in {office.tries} tries")
    went_on = wait_for_the_worker(portal, office, killed_at)
    say(began, f"all had gone on {went_on:.0f} s after the last kill")
    found = portal.ask("tests.durability.world", "look")
    say(began, f"{found['notices']} notices and {found['mails']} mails, each once")
    hold(found, numbers)
    hold_elsewhere(found["calls"], elsewhere)
    assert went_on < GO_ON_SECONDS


def say(began: float, words: str) -> None:
    """Shown with `-s`, or when the test fails."""
    print(f"{time.monotonic() - began:6.1f} s  {words}")


def kill_on_the_way(portal: Portal, office: Office, began: float) -> float:
    """Kill by plan while the others work. Returns when the last one was killed."""
    assert all(before[0] < after[0] for before, after in pairwise(plan(SEED)))
    for step, victim, pause in plan(SEED):
        until = time.monotonic() + GO_ON_SECONDS
        while office.done < step:
            assert time.monotonic() < until, f"stuck after {office.done} steps\n{portal.logs()}"
            time.sleep(0.01)
        time.sleep(pause)
        pid = portal.kill(victim)
        say(began, f"killed {victim} (process {pid}) after {office.done} steps")
    return time.monotonic()


def wait_for_the_worker(portal: Portal, office: Office, since: float) -> float:
    """Until nothing is left over but what waits for stock. Returns how many seconds after `since` that was."""
    while portal.number(RUNNING) > REQUESTS - STOCK or portal.number(WAITING_JOBS):
        office.settle_faults()
        assert time.monotonic() - since < GO_ON_SECONDS, portal.logs()
        time.sleep(0.5)
    while not portal.healthy():
        assert time.monotonic() - since < GO_ON_SECONDS, portal.logs()
        time.sleep(0.2)
    return time.monotonic() - since


def hold(found: dict[str, Any], numbers: list[str]) -> None:
    """The whole of what was promised."""
    assert len(set(numbers)) == REQUESTS
    assert set(found["tickets"]) == set(numbers)
    done = {number: course for number, course in found["tickets"].items() if course["ended"]}
    waiting = {number: course for number, course in found["tickets"].items() if not course["ended"]}
    assert (len(done), len(waiting)) == (STOCK, REQUESTS - STOCK)
    for course in found["tickets"].values():
        assert (course["approvals"], course["decisions"]) == (1, 1)
        assert course["entries"]["ticket.submitted"] == course["entries"]["workflow.decided"] == 1
    for course in done.values():
        assert (course["outcome"], course["waits_for"]) == ("fulfilled", [])
        assert course["tasks_done"] == ["delivery", "which", "workplace"]
        once = ("workflow.asset_assigned", "workflow.message", "ticket.resolved", "workflow.ended")
        assert {name: course["entries"].get(name) for name in once} == dict.fromkeys(once, 1)
        asked = ("workflow.system_asked", "workflow.system_answered")
        assert {name: course["entries"].get(name) for name in asked} == dict.fromkeys(
            asked, sum(CALLS_EACH.values())
        )
    for course in waiting.values():
        assert (course["outcome"], course["waits_for"]) == ("", ["asset~restock"])
        assert course["tasks_done"] == ["workplace"]
        assert not {"workflow.asset_assigned", "workflow.message"} & course["entries"].keys()
    assert found["handed_out"] == {"Ana": STOCK}
    assert (found["told_twice"], found["not_told"], found["broken_chains"]) == ([], [], [])
    assert (found["failed_jobs"], found["mails_in_the_air"]) == ([], 0)


def hold_elsewhere(calls: list[tuple[str, str, str]], elsewhere: Store) -> None:
    """Each call was made, under one key however often it was tried; what may be done only once was done once, or it
    was said that nobody knows."""
    made = Counter(action for action, _state, _key in calls)
    assert made == {action: count * STOCK for action, count in CALLS_EACH.items()}
    assert len({key for _action, _state, key in calls}) == len(calls)
    for action, state, key in calls:
        assert state == "ok" or (action, state) == ("send_once", "uncertain"), (action, state)
        assert elsewhere.heard[key] >= (state == "ok")
        assert action == "send" or elsewhere.heard[key] <= 1
    assert elsewhere.heard.keys() <= {key for _action, _state, key in calls}
