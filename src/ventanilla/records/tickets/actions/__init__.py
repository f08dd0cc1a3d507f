from ventanilla.records.tickets.actions.access import grant, grant_all, revoke
from ventanilla.records.tickets.actions.amend import amend
from ventanilla.records.tickets.actions.article import propose_article
from ventanilla.records.tickets.actions.drafts import discard_draft, keep_draft, put_in_order
from ventanilla.records.tickets.actions.ending import cancel, resolve
from ventanilla.records.tickets.actions.following import follow, stop_following
from ventanilla.records.tickets.actions.lock import locked, ticket_of
from ventanilla.records.tickets.actions.order import send_order, withdraw_from_order
from ventanilla.records.tickets.actions.outages import join, join_all, leave, make_outage, still_fails
from ventanilla.records.tickets.actions.several import leave_out, submit_for_several
from ventanilla.records.tickets.actions.sharing import (
    add_participant,
    remove_participant,
    share,
    stop_sharing,
    take_part,
)
from ventanilla.records.tickets.actions.submit import submit
from ventanilla.records.tickets.actions.waiting import end_wait, set_status, wait_for_supplier
from ventanilla.records.tickets.actions.work import (
    assign,
    comment,
    move,
    see,
    set_priority,
)

__all__ = [
    "add_participant",
    "amend",
    "assign",
    "cancel",
    "comment",
    "discard_draft",
    "end_wait",
    "follow",
    "grant",
    "grant_all",
    "join",
    "join_all",
    "keep_draft",
    "leave",
    "leave_out",
    "locked",
    "make_outage",
    "move",
    "propose_article",
    "put_in_order",
    "remove_participant",
    "resolve",
    "revoke",
    "see",
    "send_order",
    "set_priority",
    "set_status",
    "share",
    "still_fails",
    "stop_following",
    "stop_sharing",
    "submit",
    "submit_for_several",
    "take_part",
    "ticket_of",
    "wait_for_supplier",
    "withdraw_from_order",
]
