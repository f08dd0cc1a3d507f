from ventanilla.records.status.queries.board import Board, board
from ventanilla.records.status.queries.days import HISTORY, Day
from ventanilla.records.status.queries.outages import (
    Notice,
    components_kept_by,
    current_for,
    desk_outages,
    known_for_service,
    names_for_desk,
    notices_for,
    open_for_desk,
    outage_at_desk,
    outage_for,
    past_for,
)

__all__ = [
    "HISTORY",
    "Board",
    "Day",
    "Notice",
    "board",
    "components_kept_by",
    "current_for",
    "desk_outages",
    "known_for_service",
    "names_for_desk",
    "notices_for",
    "open_for_desk",
    "outage_at_desk",
    "outage_for",
    "past_for",
]
