from ventanilla.records.tickets.models.access import TicketAccess
from ventanilla.records.tickets.models.article import ArticleProposal
from ventanilla.records.tickets.models.conversation import Attachment, Comment
from ventanilla.records.tickets.models.draft import Draft, Order
from ventanilla.records.tickets.models.follower import Follower
from ventanilla.records.tickets.models.outage import OutageReport
from ventanilla.records.tickets.models.ticket import AnswerSet, SubmissionKey, Ticket
from ventanilla.records.tickets.models.turn import TeamTurn

__all__ = [
    "AnswerSet",
    "ArticleProposal",
    "Attachment",
    "Comment",
    "Draft",
    "Follower",
    "Order",
    "OutageReport",
    "SubmissionKey",
    "TeamTurn",
    "Ticket",
    "TicketAccess",
]
