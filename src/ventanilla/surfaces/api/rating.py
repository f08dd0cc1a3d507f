"""How a finished request was."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Router, Schema
from pydantic import Field

from ventanilla.core.kit.errors import NotFound
from ventanilla.records.feedback.actions import LONGEST, rate
from ventanilla.records.feedback.models import Rating
from ventanilla.records.feedback.queries import rating_of
from ventanilla.records.tickets.queries import visible
from ventanilla.surfaces.api.errors import errors, sent
from ventanilla.surfaces.api.identity import caller
from ventanilla.surfaces.api.reading import Body

router = Router(tags=["tickets"])


class NewRating(Body):
    """From 1, very bad, to 5, very good."""

    mark: Annotated[int, Field(ge=1, le=5)]
    comment: Annotated[str, Field(max_length=LONGEST)] = ""


class RatingOut(Schema):
    """What who asked said of it, and when."""

    mark: int
    comment: str
    given_at: datetime


@router.get(
    "/tickets/{slug:number}/rating",
    response={200: RatingOut, **errors(404)},
    summary="How a request was for who asked",
)
def get_rating(request: HttpRequest, number: str) -> RatingOut:
    """For everybody who sees the request; 404 before who asked has said it."""
    found = rating_of(visible(caller(request), number))
    if found is None:
        raise NotFound(_("Who asked hasn't said how it was."))
    return _shown(found)


@router.put(
    "/tickets/{slug:number}/rating",
    response={200: RatingOut, **sent(403, 404, 409)},
    summary="Say how your request was",
)
def put_rating(request: HttpRequest, number: str, data: NewRating) -> RatingOut:
    """For who asked, once it is done; sent again, it changes what was said. 409 before it is done, or once it is
    closed."""
    person = caller(request)
    ticket = visible(person, number)
    return _shown(rate(actor=person, ticket=ticket, mark=data.mark, comment=data.comment))


def _shown(rating: Rating) -> RatingOut:
    return RatingOut(mark=rating.mark, comment=rating.comment, given_at=rating.given_at)
