from __future__ import annotations

import logging

from imap_tools import ImapToolsError

from ventanilla.core.kit.jobs import job
from ventanilla.surfaces.mailroom.polling import poll
from ventanilla.surfaces.mailroom.postbox import NoPostbox

log = logging.getLogger(__name__)


@job("mailroom.poll", cron="* * * * *")
def look(timestamp: int = 0) -> None:
    """See once a minute what has come in. A postbox that can't be reached is tried again the next time."""
    try:
        became = poll()
    except (NoPostbox, ImapToolsError, OSError) as error:
        log.warning("the postbox can't be reached: %s", error)
        return
    if became:
        log.info("mail came in: %s", ", ".join(f"{n} {fate}" for fate, n in sorted(became.items())))
