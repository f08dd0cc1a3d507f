"""How one hears of things, links in mails, and the mail that came in. Links that are good are tested beside their
pages; here nobody gets anywhere with one that isn't."""

from __future__ import annotations

from tests.isolation.acme import Acme
from tests.isolation.rows import NO_SUCH_METHOD_FOR_ANYBODY, Row, gives

CHOICES = {"quiet_from": "20:00", "quiet_until": "08:00", "digest_hour": "8"}
NOWHERE = gives(404, anonymous=404)


def forged(_world: Acme) -> dict[str, object]:
    return {"token": "1.forged"}


ROWS = [
    Row("profile/notifications/", gives(200), gives(302), data=CHOICES),
    Row("notifications/stop/<str:token>/", NOWHERE, NOWHERE, forged),
    Row("notifications/stop/<str:token>/undo/", NO_SUCH_METHOD_FOR_ANYBODY, NOWHERE, forged),
    Row("link/<str:token>/", NOWHERE, NOWHERE, forged),
]
