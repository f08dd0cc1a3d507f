"""Every refusal in one shape: {code, message, fields}, in the caller's language."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError

from ventanilla.core.kit.errors import Conflict, Refusal

log = logging.getLogger(__name__)

# What pydantic finds, in words that can be translated; {…} are its own values.
PROBLEMS = {
    "missing": gettext_noop("This is missing."),
    "extra_forbidden": gettext_noop("There is no such field."),
    "string_type": gettext_noop("This has to be text."),
    "string_too_long": gettext_noop("This is too long: {max_length} characters at most."),
    "string_pattern_mismatch": gettext_noop("This holds characters that can't be used here."),
    "bool_type": gettext_noop("This has to be true or false."),
    "dict_type": gettext_noop("This has to be an object."),
    "model_type": gettext_noop("This has to be an object."),
    "list_type": gettext_noop("This has to be a list."),
    "too_long": gettext_noop("There are too many of them: {max_length} at most."),
    "literal_error": gettext_noop("Use one of these: {expected}."),
    "int_parsing": gettext_noop("This has to be a whole number."),
    "int_type": gettext_noop("This has to be a whole number."),
    "day": gettext_noop("This has to be a day, as in 2027-03-31."),
    "date_from_datetime_parsing": gettext_noop("There is no such day."),
}


class Error(Schema):
    """What went wrong, for a program (`code`), a person (`message`) and a form (`fields`)."""

    code: str
    message: str
    fields: dict[str, list[str]] = {}


class Standing(Conflict):
    """A conflict that tells what stands now: `more` goes into the answer, beside what every refusal says."""

    def __init__(self, refusal: Conflict, **more: Any) -> None:
        super().__init__(str(refusal), code=refusal.reason)
        self.more = more


def errors(*statuses: int) -> dict[int, type[Error]]:
    """The documented refusals of an operation, besides 401 for nobody and 422 for bad input."""
    return dict.fromkeys((401, 422, *statuses), Error)


def sent(*statuses: int) -> dict[int, type[Error]]:
    """The same for an operation with a body, which may be unreadable or too big."""
    return errors(400, 413, *statuses)


def refuse(
    api: NinjaAPI,
    request: HttpRequest,
    status: int,
    code: str,
    message: str,
    fields: Mapping[str, Sequence[str]] | None = None,
    more: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """A refusal as an answer."""
    body = {"code": code, "message": message, "fields": fields or {}, **(more or {})}
    return api.create_response(request, body, status=status)


def install(api: NinjaAPI) -> None:
    """Teach `api` how refusals look."""

    @api.exception_handler(Refusal)
    def refused(request: HttpRequest, error: Refusal) -> HttpResponse:
        more = error.more if isinstance(error, Standing) else None
        fields = getattr(error, "fields", {})
        return refuse(api, request, error.status, error.reason, str(error), fields, more)

    @api.exception_handler(ValidationError)
    def unusable(request: HttpRequest, error: ValidationError) -> HttpResponse:
        return refuse(api, request, 422, "invalid", _("Some of this can't be used."), _fields(error))

    @api.exception_handler(AuthenticationError)
    def nobody(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
        response = refuse(api, request, 401, "not_signed_in", _("Send a token: Authorization: Bearer …"))
        response.headers["WWW-Authenticate"] = "Bearer"
        return response

    @api.exception_handler(Http404)
    def unknown(request: HttpRequest, error: Http404) -> HttpResponse:
        return refuse(api, request, 404, "not_found", _("There is no such thing, or you can't see it."))

    @api.exception_handler(RequestDataTooBig)
    def too_big(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:
        return refuse(api, request, 413, "too_big", _("This is too big. Send files with `POST files`."))

    @api.exception_handler(MultiPartParserError)
    @api.exception_handler(SuspiciousOperation)
    @api.exception_handler(BadRequest)
    def unreadable(request: HttpRequest, error: Exception) -> HttpResponse:
        return refuse(api, request, 400, "unreadable", _("The request can't be read."))

    @api.exception_handler(Exception)
    def broken(request: HttpRequest, error: Exception) -> HttpResponse:
        log.error("%s %s failed", request.method, request.path, exc_info=error)
        said = _("Something broke on our side. Try again in a while.")
        return refuse(api, request, 500, "broken", said)

    @api.exception_handler(HttpError)
    def failed(request: HttpRequest, error: HttpError) -> HttpResponse:
        # ninja wraps what the parser says into words of its own.
        said = error.__cause__ if isinstance(error.__cause__, HttpError) else error
        return refuse(api, request, error.status_code, "unreadable", str(said))


def _fields(error: ValidationError) -> dict[str, list[str]]:
    """The problems by the path of their field: "requested_for", "answers"; "body" for the whole."""
    fields: dict[str, list[str]] = {}
    for problem in error.errors:
        place = [str(part) for part in problem["loc"][1:]]
        path = place[1:] if place[:1] == ["data"] else place
        fields.setdefault(".".join(path) or "body", []).append(_words(problem))
    return fields


def _words(problem: Mapping[str, Any]) -> str:
    words = PROBLEMS.get(str(problem["type"]), gettext_noop("This can't be used."))
    return _(words).format(**problem.get("ctx", {}))
