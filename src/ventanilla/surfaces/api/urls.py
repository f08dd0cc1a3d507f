"""The REST API, version 1."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import URLPattern, URLResolver, re_path
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation

from ventanilla.surfaces.api import (
    accesses,
    announcing,
    approvals,
    articles,
    budgets,
    callbacks,
    codes,
    corrections,
    design,
    desk,
    drafts,
    errors,
    files,
    gaps,
    guides,
    house,
    identity,
    known,
    news,
    organisation,
    outages,
    rating,
    search,
    services,
    sharing,
    status,
    stock,
    subscriptions,
    tickets,
    together,
    why,
    work,
    writing,
)
from ventanilla.surfaces.api.reading import StrictParser

View = Callable[..., HttpResponseBase]

TAGS = {
    "tokens": "Signing in.",
    "design": "Before publishing: checking and trying out services.",
    "services": "What can be asked for.",
    "articles": "What is worth knowing before one asks.",
    "writing": "Writing articles.",
    "search": "Finding services, articles and one's own tickets.",
    "searches": "What was looked for in vain, and words that mean the same.",
    "drafts": "What one has begun to ask for.",
    "tickets": "Asking, following and talking.",
    "desk": "Working on tickets.",
    "sharing": "Who else sees a ticket.",
    "portal": "Its brand, and what it announces.",
    "files": "Uploading, before an answer or a message names the file.",
    "callbacks": "What other systems tell a workflow that waits for it.",
    "approvals": "Deciding.",
    "absences": "Being away, and who decides meanwhile.",
    "tasks": "Doing, and answering what is asked on the way.",
    "things": "What one holds.",
    "stock": "What is there to be handed out.",
    "budgets": "What cost centres have, and what was taken from it.",
    "people": "What is known about people.",
    "organisation": "Departments, teams, places, calendars, categories, equipment and cost centres.",
    "accesses": "Who has access to what, and until when.",
    "subscriptions": "Telling other systems what happens.",
    "notifications": "What happened, and how one wants to hear of it.",
    "status": "The health of services: outages and planned work.",
}


class Api(NinjaAPI):
    """Ninja's, with plain names for its operations, and refusals in one shape outside of them too."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._described: dict[str, OpenAPISchema] = {}

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> OpenAPISchema:
        """The description of all operations: it takes a second, and is the same until the process ends."""
        prefix = self.get_root_path(path_params or {}) if path_prefix is None else path_prefix
        if prefix not in self._described:
            self._described[prefix] = super().get_openapi_schema(path_prefix=prefix)
        return self._described[prefix]

    def get_openapi_operation_id(self, operation: Operation) -> str:
        return operation.view_func.__name__

    @property
    def urls(self) -> tuple[list[URLResolver | URLPattern], str, str]:
        patterns, app, namespace = super().urls
        for pattern in patterns:
            if isinstance(pattern, URLPattern):
                pattern.callback = self._refusing_methods(pattern.callback)
        # Before the root, which ninja needs for its own address and can't serve.
        return (
            [*patterns[:-1], re_path(r"^[\s\S]*$", self._unknown, name="unknown"), patterns[-1]],
            app,
            namespace,
        )

    def _refusing_methods(self, view: View) -> View:
        @csrf_exempt
        @wraps(view)
        def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            response = view(request, *args, **kwargs)
            if response.status_code != 405:
                return response
            words = _("This address doesn't know %(method)s.") % {"method": request.method}
            refusal = errors.refuse(self, request, 405, "method_not_allowed", words)
            refusal.headers["Allow"] = response.headers["Allow"]
            return refusal

        return answered

    @property
    def _unknown(self) -> View:
        @csrf_exempt
        def unknown(request: HttpRequest) -> HttpResponseBase:
            return self.on_exception(request, Http404())

        return unknown


api = Api(
    title="Ventanilla",
    version="1",
    description="The same actions, rights and rules as the pages. Sign in with `POST tokens`.",
    urls_namespace="api",
    auth=identity.Bearer(),
    parser=StrictParser(),
    docs_url=None,
    openapi_extra={"tags": [{"name": name, "description": words} for name, words in TAGS.items()]},
)
errors.install(api)
api.add_router("/tokens", identity.router)
api.add_router("/services", services.router)
api.add_router("/articles", articles.router)
api.add_router("/drafts", drafts.router)
api.add_router("/tickets", tickets.router)
api.add_router("/tickets", sharing.router)
api.add_router("/design", design.router)
api.add_router("/callbacks", callbacks.router)
api.add_router("/files", files.router)
api.add_router("", house.router)
api.add_router("/status", status.router)
api.add_router("/notifications", news.router)
api.add_router("", search.router)
api.add_router("", approvals.router)
api.add_router("", work.router)
api.add_router("", corrections.router)
api.add_router("", desk.router)
api.add_router("", codes.router)
api.add_router("", rating.router)
api.add_router("", together.router)
api.add_router("", guides.router)
api.add_router("", outages.router)
api.add_router("", accesses.router)
api.add_router("", known.router)
api.add_router("", writing.router)
api.add_router("", gaps.router)
api.add_router("", announcing.router)
api.add_router("", budgets.router)
api.add_router("", stock.router)
api.add_router("", organisation.router)
api.add_router("", organisation.people.router)
api.add_router("", organisation.calendars.router)
api.add_router("", why.router)
api.add_router("", subscriptions.router)
