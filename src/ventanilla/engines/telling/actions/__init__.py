"""Changes to subscriptions, and what becomes of what is told to them. `actor=None` is the operator or the portal."""

from ventanilla.engines.telling.actions.deliveries import keep, send_again, settle
from ventanilla.engines.telling.actions.secret import renew_secret, show_secret
from ventanilla.engines.telling.actions.subscriptions import (
    Wanted,
    forget_old,
    remove,
    save_subscription,
    set_mode,
)
from ventanilla.engines.telling.actions.testing import send_test

__all__ = [
    "Wanted",
    "forget_old",
    "keep",
    "remove",
    "renew_secret",
    "save_subscription",
    "send_again",
    "send_test",
    "set_mode",
    "settle",
    "show_secret",
]
