from ventanilla.engines.notifications.actions.digest import send_digest
from ventanilla.engines.notifications.actions.emptying import empty_old_mails
from ventanilla.engines.notifications.actions.mails import clear_address, send_again, send_plain
from ventanilla.engines.notifications.actions.reading import mark_read
from ventanilla.engines.notifications.actions.suppression import is_suppressed, suppressed
from ventanilla.engines.notifications.actions.telling import tell
from ventanilla.engines.notifications.actions.wishes import choose, resume_mails, stop_mails

__all__ = [
    "choose",
    "clear_address",
    "empty_old_mails",
    "is_suppressed",
    "mark_read",
    "resume_mails",
    "send_again",
    "send_digest",
    "send_plain",
    "stop_mails",
    "suppressed",
    "tell",
]
