from ventanilla.records.status.actions.components import arrange, save_component
from ventanilla.records.status.actions.course import cancel, end, update
from ventanilla.records.status.actions.following import first_told, follow, follow_component, tell_over
from ventanilla.records.status.actions.opening import open_outage, plan_work
from ventanilla.records.status.actions.planned import remind, turn

__all__ = [
    "arrange",
    "cancel",
    "end",
    "first_told",
    "follow",
    "follow_component",
    "open_outage",
    "plan_work",
    "remind",
    "save_component",
    "tell_over",
    "turn",
    "update",
]
