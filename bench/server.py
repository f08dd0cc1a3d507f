"""What stands in the server beside the portal while it is measured."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from bench.places import COUNT
from ventanilla.core.access.queries import person_principal
from ventanilla.records.tickets.models import TicketAccess

Handler = Callable[[HttpRequest], HttpResponse]
BARE = "/bench/bare/"
ROWS = 30


def count_queries(handle: Handler) -> Handler:
    """Each answer says how many statements it took."""

    def middleware(request: HttpRequest) -> HttpResponse:
        count = 0

        def counted(execute: Callable[..., Any], *arguments: Any) -> Any:
            nonlocal count
            count += 1
            return execute(*arguments)

        with connection.execute_wrapper(counted):
            response = handle(request)
        response.headers[COUNT] = str(count)
        return response

    return middleware


def bare_list(handle: Handler) -> Handler:
    """The measure of all things: one indexed query and a template with thirty rows, before any other middleware."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path != BARE:
            return handle(request)
        principal = person_principal(int(request.GET["person"]))
        rows = TicketAccess.objects.filter(principal=principal).order_by("-last_activity_at", "-ticket_id")
        fields = (
            "ticket__number",
            "ticket__status",
            "ticket__priority",
            "ticket__language",
            "last_activity_at",
        )
        return render(request, "bench/bare.html", {"rows": rows.values(*fields)[:ROWS]})

    return middleware
