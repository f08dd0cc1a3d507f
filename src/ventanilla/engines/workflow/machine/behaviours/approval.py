"""Somebody decides; reminders repeat, escalation and expiry come once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from ventanilla.core.blueprint.blocks import Approval, Ask, Block, Cancel, GoBack
from ventanilla.core.blueprint.durations import Duration
from ventanilla.core.blueprint.seats import AnyOfSeat, AnySeat, ManagersSeat, RoleSeat, computed
from ventanilla.core.rules import as_json
from ventanilla.engines.workflow.machine.behaviours.base import Behaviour, remind_again
from ventanilla.engines.workflow.machine.effects import CloseStep, Escalate, Expire, OpenApproval
from ventanilla.engines.workflow.machine.filling import about_request, filled_in
from ventanilla.engines.workflow.machine.steps import StepState

if TYPE_CHECKING:
    from ventanilla.engines.workflow.machine.run import Run
    from ventanilla.engines.workflow.machine.steps import Step

CORRECTION = {"en": "Correct and send again", "es": "Corregir y volver a enviar"}
OWNER_DECIDES = {
    "en": "Approval by the service owner",
    "es": "Aprobación de la persona responsable del servicio",
}
VOTED = "voted"
"""In the data of a step: who had voted when time ran out."""
DAILY = Duration(amount=1, unit="business_days")


class ApprovalBehaviour(Behaviour[Approval], of=Approval):
    def defaults(self, block: Approval) -> Mapping[str, tuple[Block, ...]]:
        return {
            "rejected": (Cancel(id="declined", outcome="declined"),),
            "returned": (
                Ask(id="correction", title=CORRECTION, amend=True, remind_after=DAILY),
                GoBack.model_construct(id="again", to=block.id),
            ),
            "expired": (self._the_owner(block),),
        }

    def enter(self, run: Run, step: Step, block: Approval) -> None:
        run.emit(OpenApproval(step.key, block, *seat_values(block, lambda value: as_json(run.value(value)))))
        if block.remind_after:
            run.timer(step, "remind.1", after=block.remind_after)
        if block.escalate_after:
            run.timer(step, "escalate", after=block.escalate_after)

    def dates(self, run: Run, step: Step, block: Approval) -> None:
        if block.expire_after and (step.state is StepState.ACTIVE or "expire" in self.goes_on(block)):
            run.timer(step, "expire", after=block.expire_after)

    def goes_on(self, block: Approval) -> tuple[str, ...]:
        """Its time runs out even when nobody can be found to decide; but where nobody was asked, silence is no yes."""
        return ("expire",) if block.expire_after and block.if_expired != "approved" else ()

    def timer(self, run: Run, step: Step, block: Approval, name: str) -> None:
        if name == "expire":
            self._expire(run, step, block)
        elif name == "escalate":
            run.emit(Escalate(step.key))
        elif name.startswith("remind."):
            remind_again(run, step, block.remind_after, name)

    def _expire(self, run: Run, step: Step, block: Approval) -> None:
        outcome = "expired" if block.if_expired == "escalated" else block.if_expired
        run.emit(Expire(step.key, outcome))
        run.emit(CloseStep(step.key))
        voted = run.step(step.key).data.get(VOTED)
        run.finish(step, outcome, {"who": voted} if voted else None)

    def _the_owner(self, block: Approval) -> Block:
        """The service's owner decides instead, reminded every working day when nothing else is said; should that
        expire too, the ticket does."""
        owner = RoleSeat(role="service.owner")
        given_up = Cancel(id="expired", outcome="expired")
        if block.seats == (owner,):
            return given_up
        return Approval(
            id="owner",
            title=OWNER_DECIDES,
            seats=(owner,),
            show=block.show,
            remind_after=block.remind_after or DAILY,
        )


def seat_values(block: Approval, compute: Callable[[Any], Any]) -> tuple[dict[int, Any], dict[int, Any]]:
    """What the seats of an approval compute, and whom they leave out, by position; `compute` gives values as JSON."""
    found = {position: _holder(compute, seat) for position, seat in enumerate(block.seats)}
    barred = {position: _barred(compute, seat) for position, seat in enumerate(block.seats)}
    holders = {position: value for position, value in found.items() if value is not None}
    return holders, {position: names for position, names in barred.items() if names}


def _holder(compute: Callable[[Any], Any], seat: AnySeat) -> Any:
    """What a seat computes: for a seat of several by the position of each, as text; None when it computes nothing."""
    if isinstance(seat, AnyOfSeat):
        inner = {str(index): _holder(compute, one) for index, one in enumerate(seat.any_of)}
        return {position: value for position, value in inner.items() if value is not None} or None
    if isinstance(seat, ManagersSeat):
        until = filled_in(seat.until, compute) if about_request(seat.until) else None
        named = computed(seat)
        return until if named is None else {"of": _names(compute(named)), "until": until}
    value = computed(seat)
    return None if value is None else compute(value)


def _barred(compute: Callable[[Any], Any], seat: AnySeat) -> Any:
    """The names of those whom a seat leaves out: numbers, addresses and roles towards the request."""
    own = [name for whom in seat.but for name in _names(whom if isinstance(whom, str) else compute(whom))]
    if not isinstance(seat, AnyOfSeat):
        return own
    inner = {str(index): _barred(compute, one) for index, one in enumerate(seat.any_of)}
    found = {"but": own, **inner}
    return {place: names for place, names in found.items() if names}


def _names(value: Any) -> list[str]:
    """The people that a value names: one, or several."""
    several = value if isinstance(value, list) else [value]
    return [str(one) for one in several if one not in (None, "")]
