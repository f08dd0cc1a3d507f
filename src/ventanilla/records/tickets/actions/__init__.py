from ventanilla.records.tickets.actions.access import grant, revoke
from ventanilla.records.tickets.actions.amend import amend
from ventanilla.records.tickets.actions.ending import cancel, resolve
from ventanilla.records.tickets.actions.lock import locked
from ventanilla.records.tickets.actions.submit import submit
from ventanilla.records.tickets.actions.work import (
    add_participant,
    assign,
    comment,
    move,
    see,
    set_priority,
    set_status,
)

__all__ = [
    "add_participant",
    "amend",
    "assign",
    "cancel",
    "comment",
    "grant",
    "locked",
    "move",
    "resolve",
    "revoke",
    "see",
    "set_priority",
    "set_status",
    "submit",
]
