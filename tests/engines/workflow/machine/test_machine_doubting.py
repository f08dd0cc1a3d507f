"""A yes that saw other answers than those of now."""

from __future__ import annotations

from typing import Any

from machine_world import World

from ventanilla.engines.workflow.machine.effects import (
    CancelTicket,
    CloseStep,
    OpenApproval,
    OpenTask,
    Resolve,
    RunEnded,
    SendMessage,
)
from ventanilla.engines.workflow.machine.events import (
    Cancelled,
    FactsChanged,
    Failed,
    Finished,
    Retried,
    WentOn,
)

MANAGER = {"role": "requester.manager"}


def approval(name: str, **more: Any) -> dict[str, Any]:
    return {"approval": {"id": name, "seats": [MANAGER], **more}}


def task(name: str, **more: Any) -> dict[str, Any]:
    return {"task": {"id": name, "team": "it", **more}}


def note(name: str) -> dict[str, Any]:
    return {"notify": {"id": name, "message": {"en": name}}}


def corrected(world: World, *blocks: str) -> None:
    world.send(FactsChanged(tuple(world.key(block) for block in blocks)))


def opened(world: World) -> list[str]:
    return [effect.key.block for effect in world.effects if isinstance(effect, OpenApproval | OpenTask)]


def test_where_only_decisions_followed_the_run_goes_back_to_the_first_yes() -> None:
    world = World([approval("boss"), note("told"), approval("money"), task("work")]).start()
    world.finish("boss", "approved")
    corrected(world, "boss")
    assert world.here() == ["boss"]
    assert world.done(CloseStep)[0].key.block == "money"
    world.finish("boss", "approved")
    assert [effect.key.block for effect in world.done(SendMessage)] == ["told"]
    assert world.here() == ["money"]


def above(*blocks: Any) -> dict[str, Any]:
    case = {"when": {"fact": "answers.flag", "op": "is", "value": True}, "blocks": list(blocks)}
    return {"branch": {"id": "above", "cases": [case]}}


def test_going_back_takes_the_way_that_the_answers_of_now_give() -> None:
    world = World([approval("boss"), above(approval("director")), approval("money")]).start()
    world.finish("boss", "approved")
    assert world.here() == ["money"]
    world.facts["answers.flag"] = True
    corrected(world, "boss")
    world.finish("boss", "approved")
    assert world.here() == ["director"]


def test_an_answer_that_is_being_corrected_is_waited_for_and_then_the_first_is_asked_alone() -> None:
    world = World([approval("boss"), approval("money"), task("work")]).start()
    world.finish("boss", "approved")
    world.finish("money", "returned")
    corrected(world, "boss")
    assert world.here() == ["money~correction"]
    world.finish("money~correction", "answered")
    assert world.here() == ["boss"]
    assert opened(world) == ["boss"]
    world.finish("boss", "approved")
    world.finish("money", "approved")
    assert world.here() == ["work"]


def test_work_that_has_begun_stays_and_what_follows_waits_until_all_have_agreed() -> None:
    world = World([approval("boss"), approval("money"), task("work"), task("more")]).start()
    world.finish("boss", "approved")
    world.finish("money", "approved")
    corrected(world, "boss", "money")
    assert world.here() == ["boss", "money", "work"]
    assert not world.done(CloseStep)
    world.finish("work", "done")
    assert world.here() == ["boss", "money"]
    world.finish("money", "approved")
    assert world.here() == ["boss"]
    world.finish("boss", "approved")
    assert world.here() == ["more"]
    world.finish("more", "done")
    assert world.state.ended
    assert world.done(Resolve)


def test_a_run_does_not_end_before_what_was_asked_anew_is_decided() -> None:
    world = World([approval("boss"), task("work")]).start()
    world.finish("boss", "approved")
    corrected(world, "boss")
    world.finish("work", "done")
    assert not world.done(Resolve)
    world.finish("boss", "approved")
    assert [type(effect) for effect in world.effects] == [Resolve, RunEnded]


def test_a_no_the_second_time_ends_the_request_and_undoes_what_was_done() -> None:
    world = World(
        [approval("boss"), {"task": {"id": "t", "team": "it", "on_cancel": [note("undone")]}}, task("u")]
    )
    world.start()
    world.finish("boss", "approved")
    world.finish("t", "done")
    corrected(world, "boss")
    world.finish("boss", "rejected")
    assert [effect.outcome for effect in world.done(CancelTicket)] == ["declined"]
    assert [effect.key.block for effect in world.done(SendMessage)] == ["undone"]
    assert world.state.ended


def test_a_no_that_lets_the_request_go_on_begins_anew_what_was_done_because_of_the_yes() -> None:
    refused = {"on": {"rejected": [note("no")]}}
    world = World([approval("boss", **refused), task("work"), task("more")]).start()
    world.finish("boss", "approved")
    world.finish("work", "done")
    corrected(world, "boss")
    world.finish("boss", "rejected")
    assert world.here() == ["work"]
    assert world.state.latest("more").state == "cancelled"  # type: ignore[union-attr]


def test_returned_the_second_time_it_is_asked_again_and_the_work_stays() -> None:
    world = World([approval("boss"), task("work"), task("more")]).start()
    world.finish("boss", "approved")
    corrected(world, "boss")
    world.finish("boss", "returned")
    assert world.here() == ["boss~correction", "work"]
    world.finish("work", "done")
    world.finish("boss~correction", "answered")
    assert world.here() == ["boss"]
    world.finish("boss", "approved")
    assert world.here() == ["more"]


def test_nobody_answers_the_second_time_and_the_owner_decides() -> None:
    world = World([approval("boss", expire_after="2 days"), task("work"), task("more")]).start()
    world.finish("boss", "approved")
    corrected(world, "boss")
    world.finish("boss", "expired")
    assert world.here() == ["boss~owner", "work"]
    world.finish("work", "done")
    world.finish("boss~owner", "approved")
    assert world.here() == ["more"]


def test_what_was_decided_in_blocks_that_are_over_is_asked_beside_what_is_under_way() -> None:
    world = World([above(approval("director")), task("work"), task("more")], {"answers.flag": True}).start()
    world.finish("director", "approved")
    corrected(world, "director")
    assert world.here() == ["director", "work"]
    world.finish("work", "done")
    world.finish("director", "approved")
    assert world.here() == ["more"]


def test_a_no_in_blocks_that_are_over_begins_these_blocks_anew() -> None:
    inner = approval("director", on={"rejected": [note("no")]})
    world = World([above(inner), task("work")], {"answers.flag": True}).start()
    world.finish("director", "approved")
    corrected(world, "director")
    world.finish("director", "rejected")
    assert world.here() == ["director"]
    world.finish("director", "rejected")
    assert world.here() == ["work"]


def test_branches_beside_each_other_are_not_joined_while_one_is_asked_anew() -> None:
    both = {"parallel": {"id": "both", "branches": [[approval("boss")], [task("prepare")]]}}
    world = World([both, task("more")]).start()
    world.finish("boss", "approved")
    corrected(world, "boss")
    world.finish("prepare", "done")
    assert world.here() == ["boss"]
    world.finish("boss", "approved")
    assert world.here() == ["more"]


def test_a_no_in_a_branch_that_had_ended_opens_the_branch_again() -> None:
    first = [approval("boss", on={"rejected": [note("no")]}), task("a")]
    world = World([{"parallel": {"id": "both", "branches": [first, [task("b")]]}}, task("more")]).start()
    world.finish("boss", "approved")
    world.finish("a", "done")
    corrected(world, "boss")
    world.finish("boss", "rejected")
    assert world.here() == ["a", "b"]
    world.finish("b", "done")
    assert world.here() == ["a"]
    world.finish("a", "done")
    assert world.here() == ["more"]


def test_a_no_for_one_item_does_it_again_for_that_item_only() -> None:
    inner = [approval("boss", on={"rejected": [note("no")]}), task("a")]
    world = World(
        [{"for_each": {"id": "each", "rows": "answers.rows", "blocks": inner}}, task("more")]
    ).start()
    first, second = (step.key for step in world.state.open_steps() if step.key.block == "boss")
    world.send(Finished(first, "approved"))
    world.send(Finished(second, "approved"))
    work = [step.key for step in world.state.open_steps() if step.key.block == "a"]
    world.send(Finished(work[0], "done"))
    world.send(FactsChanged((first,)))
    world.send(Finished(first._replace(round=2), "rejected"))
    world.send(Finished(work[1], "done"))
    assert [step.key for step in world.state.open_steps() if step.key.block == "a"] == [
        work[0]._replace(round=2)
    ]
    world.send(Finished(work[0]._replace(round=2), "done"))
    assert world.here() == ["more"]


def test_nobody_is_asked_anew_about_what_was_called_off() -> None:
    quick = {"parallel": {"id": "q", "join": "any", "branches": [[approval("boss"), task("a")], [task("b")]]}}
    world = World([quick, task("more")]).start()
    world.finish("boss", "approved")
    world.finish("b", "done")
    corrected(world, "boss")
    assert world.here() == ["more"]


def test_a_yes_that_will_be_asked_for_on_the_way_is_not_asked_for_twice() -> None:
    back = {"on": {"rejected": [{"go_back": {"id": "again", "to": "draft"}}]}}
    world = World([task("draft"), approval("boss"), approval("money", **back)]).start()
    world.finish("draft", "done")
    world.finish("boss", "approved")
    old = world.key("boss")
    world.finish("money", "rejected")
    world.send(FactsChanged((old,)))
    assert world.here() == ["draft"]


def test_after_the_resolution_nothing_is_asked_anew() -> None:
    world = World([approval("boss"), {"resolve": {"id": "done"}}, task("after")]).start()
    world.finish("boss", "approved")
    corrected(world, "boss")
    assert world.here() == ["after"]


def test_nobody_to_be_found_is_a_fault_and_the_rest_waits_for_it() -> None:
    world = World([approval("boss"), task("work"), task("more")]).start()
    world.finish("boss", "approved")
    corrected(world, "boss")
    world.send(Failed(world.key("boss"), "no_approver"))
    world.finish("work", "done")
    assert world.here() == ["boss"]
    world.send(Retried(world.key("boss")))
    assert world.here() == ["boss"]
    world.send(Failed(world.key("boss"), "no_approver"))
    world.send(WentOn(world.key("boss")))
    assert world.here() == ["more"]


def test_withdrawn_while_it_is_asked_anew_everything_is_closed() -> None:
    world = World([approval("boss"), task("work"), task("more")]).start()
    world.finish("boss", "approved")
    corrected(world, "boss")
    world.finish("work", "done")
    world.send(Cancelled("withdrawn"))
    assert world.state.ended
    assert not world.here()


def test_told_twice_nothing_more_happens() -> None:
    world = World([approval("boss"), task("work")]).start()
    world.finish("boss", "approved")
    old = world.key("boss")
    world.send(FactsChanged((old,)))
    moved = world.send(FactsChanged((old,)))
    assert (moved.changed, moved.effects) == ((), ())
