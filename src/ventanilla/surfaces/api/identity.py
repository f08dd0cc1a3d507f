"""Who calls, and in which language they are answered."""

from __future__ import annotations

from typing import Annotated

from django.contrib.auth import authenticate
from django.http import HttpRequest
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.utils.translation.trans_real import parse_accept_lang_header
from ninja import Router, Schema, Status
from ninja.security import HttpBearer
from pydantic import StringConstraints

from ventanilla.core.access import tokens
from ventanilla.core.access.identity import person_of
from ventanilla.core.access.limits import guard
from ventanilla.core.kit.errors import Refusal
from ventanilla.core.people.models import Person
from ventanilla.surfaces.api.errors import Error, sent
from ventanilla.surfaces.api.reading import Body, Short

router = Router(tags=["tokens"])


class Bearer(HttpBearer):
    """`Authorization: Bearer …` with a token of `POST tokens`."""

    def authenticate(self, request: HttpRequest, token: str) -> Person | None:
        person = tokens.holder(token)
        if person is None:
            return None
        request.user = person
        if person.language and not wants_a_language(request):
            translation.activate(person.language)
        return person


def wants_a_language(request: HttpRequest) -> bool:
    """Whether the program asks for a language that the portal speaks. It knows best who will read the answer;
    otherwise it is the person's own language."""
    for code, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        try:
            return bool(translation.get_supported_language_variant(code))
        except LookupError:
            continue
    return False


def caller(request: HttpRequest) -> Person:
    """The person whose token came with the request."""
    return person_of(request)


class WrongPassword(Refusal):
    code = "wrong_password"
    status = 401


class Credentials(Body):
    email: Short
    password: Annotated[str, StringConstraints(max_length=1_000)]


class Token(Schema):
    token: str
    expires_in_days: int = tokens.LASTS.days


@router.post("", auth=None, response={201: Token, 429: Error, **sent()}, summary="Get a token")
def create_token(request: HttpRequest, data: Credentials) -> Status[Token]:
    """Exchange an e-mail address and a password for a token. After some tries it answers 429 for a while."""
    guard(request, "api-token", data.email)
    person = authenticate(request, username=data.email, password=data.password)
    if person is None:
        raise WrongPassword(_("The e-mail address and the password don't match."))
    return Status(201, Token(token=tokens.issue(person)))
