from ventanilla.engines.workflow.actions.correcting import ask_correction, take_back_correction
from ventanilla.engines.workflow.actions.decide import decide
from ventanilla.engines.workflow.actions.enquire import enquire
from ventanilla.engines.workflow.actions.handing import hand_on
from ventanilla.engines.workflow.actions.links import send_again
from ventanilla.engines.workflow.actions.run import start
from ventanilla.engines.workflow.actions.tasks import claim, complete, put_back, take_over
from ventanilla.engines.workflow.actions.timers import fire_due_timers

__all__ = [
    "ask_correction",
    "claim",
    "complete",
    "decide",
    "enquire",
    "fire_due_timers",
    "hand_on",
    "put_back",
    "send_again",
    "start",
    "take_back_correction",
    "take_over",
]
