"""Every refusal in one shape: {code, message, fields}, in the caller's language."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError

from ventanilla.core.kit.errors import Refusal


class Error(Schema):
    """What went wrong, for a program (`code`), a person (`message`) and a form (`fields`)."""

    code: str
    message: str
    fields: dict[str, list[str]] = {}


def errors(*statuses: int) -> dict[int, type[Error]]:
    """The documented refusals of an operation, besides 401 for nobody, 422 for bad input and 429 for too many."""
    return dict.fromkeys((401, 422, *statuses), Error)


def install(api: NinjaAPI) -> None:
    """Teach `api` how refusals look."""

    def answer(request: HttpRequest, status: int, code: str, message: str, **fields: list[str]) -> HttpResponse:
        body = {"code": code, "message": message, "fields": fields}
        return api.create_response(request, body, status=status)

    @api.exception_handler(Refusal)
    def refused(request: HttpRequest, error: Refusal) -> HttpResponse:
        return answer(request, error.status, error.reason, str(error), **getattr(error, "fields", {}))

    @api.exception_handler(ValidationError)
    def unreadable(request: HttpRequest, error: ValidationError) -> HttpResponse:
        fields: dict[str, list[str]] = {}
        for problem in error.errors:
            path = ".".join(str(part) for part in problem["loc"] if part not in ("body", "query", "path", "header"))
            fields.setdefault(path.removeprefix("data.") or "body", []).append(problem["msg"])
        return answer(request, 422, "invalid", _("The request can't be read."), **fields)

    @api.exception_handler(AuthenticationError)
    def nobody(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
        response = answer(request, 401, "not_signed_in", _("Send a token: Authorization: Bearer …"))
        response.headers["WWW-Authenticate"] = "Bearer"
        return response

    @api.exception_handler(Http404)
    def unknown(request: HttpRequest, error: Http404) -> HttpResponse:
        return answer(request, 404, "not_found", _("There is no such thing, or you can't see it."))

    @api.exception_handler(HttpError)
    def failed(request: HttpRequest, error: HttpError) -> HttpResponse:
        return answer(request, error.status_code, "unreadable", str(error))
