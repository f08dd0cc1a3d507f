"""How one hears of things, links in mails, and the mail that came in. Links that are good are tested beside their
pages; here nobody gets anywhere with one that isn't."""

from __future__ import annotations

from tests.isolation.acme import Acme
from tests.isolation.rows import (
    ADMINISTRATOR,
    NO_SUCH_METHOD,
    NO_SUCH_METHOD_FOR_ANYBODY,
    Fill,
    Row,
    api,
    gives,
)
from ventanilla.core.kit import clock
from ventanilla.engines.notifications.choices import Fate
from ventanilla.engines.notifications.models import IncomingMail

CHOICES = {"quiet_from": "20:00", "quiet_until": "08:00", "digest_hour": "8"}
NOWHERE = gives(404, anonymous=404)


def forged(_world: Acme) -> dict[str, object]:
    return {"token": "1.forged"}


def came_in(ticket: str) -> Fill:
    """A mail that became a message in a ticket."""

    def fill(world: Acme) -> dict[str, object]:
        values = {"fate": Fate.COMMENT, "ticket": world.tickets[ticket], "received_at": clock.now()}
        return {
            "pk": IncomingMail.objects.create(mail_id=f"<{ticket}.{clock.now().timestamp()}@x>", **values).pk
        }

    return fill


def outgoing(ticket: str) -> Fill:
    return lambda world: {"pk": world.mail(ticket)}


SENDS = gives(302, {"admin"}, others=403)
GONE = gives(404, {"admin"}, others=403)
MAIL_IN = "designer/mailroom/<int:pk>/"
AGAIN = "designer/outbox/<int:pk>/sending/"
CLEARING = "designer/mailroom/addresses/<int:pk>/clearing/"

ROWS = [
    Row("designer/mailroom/", ADMINISTRATOR, NO_SUCH_METHOD),
    Row(MAIL_IN, ADMINISTRATOR, NO_SUCH_METHOD, came_in("waiting"), about="waiting"),
    Row(MAIL_IN, GONE, NO_SUCH_METHOD, came_in("secret"), about="secret"),
    Row(CLEARING, gives(405), GONE, lambda _world: {"pk": 99_999_999}),
    Row(AGAIN, gives(405), SENDS, outgoing("waiting"), about="waiting"),
    Row(AGAIN, gives(405), GONE, outgoing("secret"), about="secret"),
    Row("profile/notifications/", gives(200), gives(302), data=CHOICES),
    Row("notifications/stop/<str:token>/", NOWHERE, NOWHERE, forged),
    Row("notifications/stop/<str:token>/undo/", NO_SUCH_METHOD_FOR_ANYBODY, NOWHERE, forged),
    Row("link/<str:token>/", NOWHERE, NOWHERE, forged),
    Row("answer/<str:token>/", NOWHERE, NOWHERE, forged),
    Row("api/v1/notifications", api(200), NO_SUCH_METHOD_FOR_ANYBODY),
    Row("api/v1/notifications/reading", NO_SUCH_METHOD_FOR_ANYBODY, api(200), data="{}"),
    Row("api/v1/notifications/preferences", api(200), NO_SUCH_METHOD_FOR_ANYBODY),
]
