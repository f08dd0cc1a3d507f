"""Every address of the portal, and what each role gets there. An address that isn't in it fails the test.

Pages turn people away to sign in (302); the API says 401. What somebody may not see is 404, whatever they
send; the desk and the pages of administrators turn away at the door (403), before anything is looked up.
The rooms that have many addresses keep their rows in a module of their own.
"""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path
from typing import Any

from tests.isolation.acme import ASKS, CUSTOMERS, SEES, WORDS, WORKS, Acme
from tests.isolation.rows import (
    ADMINISTRATOR,
    ALL_OPEN,
    INSIDERS,
    NO_SUCH_METHOD,
    NO_SUCH_METHOD_FOR_ANYBODY,
    NOWHERE,
    TICKETS,
    Row,
    Statuses,
    api,
    desk,
    file_of,
    gives,
    in_ticket,
    number,
    slug,
    task_of,
)


def _people() -> list[Row]:
    link = "password/new/<uidb64>/<token>/"
    return [
        Row("healthz", gives(503, anonymous=503), gives(503, anonymous=503)),
        Row("ui/gallery/", ALL_OPEN, ALL_OPEN),
        Row("language/", gives(405, anonymous=405), gives(302, anonymous=302), data={"language": "en"}),
        Row("sign-in/", gives(302, anonymous=200), gives(302, anonymous=200)),
        Row("sign-out/", gives(405), gives(302)),
        Row("password/forgotten/", ALL_OPEN, ALL_OPEN),
        Row("password/forgotten/sent/", ALL_OPEN, NO_SUCH_METHOD_FOR_ANYBODY),
        Row(link, ALL_OPEN, ALL_OPEN, lambda _world: {"uidb64": "MQ", "token": "x-y"}),
        Row("password/change/", gives(200), gives(200)),
        Row("sign-in/resume/", gives(302), NO_SUCH_METHOD),
        Row("people/search/", gives(200), NO_SUCH_METHOD, query="?q=a"),
        Row("profile/", gives(200), gives(302), data={"language": "", "time_zone": ""}),
    ]


def _portal() -> list[Row]:
    lists = ("", "services/", "requests/", "approvals/", "things/", "notifications/")
    rows = [Row(route, gives(200)) for route in lists]
    rows += [Row("services/", gives(302), query="?q=amatista", about="leads to the search")]
    rows += [Row("requests/", gives(200), query="?show=finished", about="finished")]
    rows += [Row("notifications/reading/", gives(405), gives(302))]
    for name, whose in (("purchase", INSIDERS), ("complaint", INSIDERS), ("support", CUSTOMERS)):
        found = gives(200, whose)
        rows += [
            Row("services/<slug:slug>/", found, fill=slug(name), about=name),
            Row("services/<slug:slug>/ask/", found, gives(422, whose), slug(name), about=name),
            Row("services/<slug:slug>/ask/state/", NO_SUCH_METHOD, found, slug(name), about=name),
        ]
    for ticket in TICKETS:
        rows += _request(ticket)
    gone = gives(404)
    rows += [
        Row(f"requests/<slug:number>/{rest}", get, post, NOWHERE, about="nothing")
        for rest, get, post in (
            ("", gone, NO_SUCH_METHOD),
            ("live/", gone, NO_SUCH_METHOD),
            ("comments/", NO_SUCH_METHOD, gone),
        )
    ]
    return rows


def _request(ticket: str) -> list[Row]:
    sees, asks = SEES[ticket], ASKS[ticket]
    found, route = gives(200, sees), "requests/<slug:number>/"
    withdrawn = {role: 403 if role in sees - asks else given for role, given in gives(302, asks).items()}
    file, note = f"{route}files/<uuid:key>/", f"note of {ticket}"
    colleague = {"person": "marta@acme.example"}
    rows = [
        Row(route, found, fill=number(ticket), about=ticket),
        Row(f"{route}live/", found, fill=number(ticket), about=ticket),
        Row(f"{route}sent/", found, fill=number(ticket), about=ticket),
        Row(f"{route}comments/", NO_SUCH_METHOD, gives(302, sees), number(ticket), {"text": "Hola"}, ticket),
        Row(f"{route}cancellation/", NO_SUCH_METHOD, withdrawn, number(ticket), {}, ticket),
        Row(
            f"{route}participants/",
            NO_SUCH_METHOD,
            _added(ticket),
            number(ticket),
            colleague,
            ticket,
        ),
        Row(file, found, fill=in_ticket(ticket, key=file_of(ticket)), about=ticket),
    ]
    rows.append(Row(file, gives(200, WORKS[ticket]), fill=in_ticket(ticket, key=file_of(note)), about=note))
    return rows + _swapped(ticket)


def _added(ticket: str) -> Statuses:
    """Marta is a colleague of those of Acme: customers don't find her, and she can't be added to their tickets."""
    outcome = 422 if ticket == "customers" else 302
    return gives(outcome, SEES[ticket])


def _swapped(ticket: str) -> list[Row]:
    """A file of another ticket isn't found below this one."""
    other = "waiting" if ticket == "secret" else "secret"
    fill = in_ticket(ticket, key=file_of(other))
    return [
        Row("requests/<slug:number>/files/<uuid:key>/", gives(404), fill=fill, about=f"{ticket}, other's")
    ]


def _work() -> list[Row]:
    rows: list[Row] = []
    for ticket, decides in (("waiting", {"marta"}), ("secret", {"rosa"})):

        def fill(world: Acme, ticket: str = ticket) -> dict[str, object]:
            return {"pk": world.approval(ticket), "approval_id": world.approval(ticket)}

        data = {"verdict": "approve"}
        decision = "approvals/<int:pk>/decision/"
        rows += [
            Row("approvals/<int:pk>/", gives(200, decides), fill=fill, about=ticket),
            Row(decision, NO_SUCH_METHOD, gives(302, decides), fill, data, ticket),
            Row(
                "api/v1/approvals/<approval_id>/decision",
                NO_SUCH_METHOD_FOR_ANYBODY,
                api(201, decides),
                fill,
                json.dumps({"decision": "approve"}),
                ticket,
            ),
        ]
    rows += [Row("approvals/", gives(302), query="?show=decided", about="as it once was")]
    return rows + _questions() + _tasks()


def _questions() -> list[Row]:
    """Ana's correction; those who work on the ticket may read what she was asked, and nobody answers for her."""
    route = "requests/<slug:number>/tasks/<int:pk>/"
    mine = in_ticket("returned", pk=task_of("returned"))
    answered = {"what": "Otra amatista"}
    reads = {"ana", *WORKS["returned"]}
    return [
        Row(route, gives(200, reads), gives(302, {"ana"}), mine, answered, "correction"),
        Row(f"{route}state/", NO_SUCH_METHOD, gives(200, reads), mine, answered, "correction"),
        Row(
            route,
            gives(404),
            gives(404),
            in_ticket("waiting", pk=task_of("returned")),
            answered,
            "below another ticket",
        ),
        Row(
            route,
            gives(404),
            gives(404),
            in_ticket("working", pk=task_of("working")),
            about="work, not a question",
        ),
    ]


def _tasks() -> list[Row]:
    rows: list[Row] = []
    for ticket, does in (("working", {"lucia"}), ("secret", {"rosa"}), ("customers", {"lucia"})):

        def fill(world: Acme, ticket: str = ticket) -> dict[str, object]:
            return {"pk": world.task(ticket), "task_id": world.task(ticket)}

        sees = WORKS[ticket]
        done = json.dumps({"answers": {}})
        rows += [
            Row("desk/tasks/<int:pk>/", desk(200, sees), desk(302, does), fill, {}, ticket),
            Row("desk/tasks/<int:pk>/state/", NO_SUCH_METHOD, desk(200, sees), fill, {}, ticket),
            Row("desk/tasks/<int:pk>/claim/", NO_SUCH_METHOD, desk(302, does), fill, {}, ticket),
            Row("desk/tasks/<int:pk>/link/", NO_SUCH_METHOD, desk(302, set()), fill, {}, ticket),
            Row("desk/tasks/<int:pk>/take-over/", NO_SUCH_METHOD, desk(302, does), fill, {}, ticket),
            Row("desk/tasks/<int:pk>/hand-on/", NO_SUCH_METHOD, desk(302, set()), fill, {}, ticket),
            Row("desk/tasks/<int:pk>/put-back/", NO_SUCH_METHOD, desk(302, does), fill, {}, ticket),
            Row(
                "api/v1/tasks/<task_id>/completion",
                NO_SUCH_METHOD_FOR_ANYBODY,
                api(200, does),
                fill,
                done,
                ticket,
            ),
            Row(
                "api/v1/tasks/<task_id>/handing",
                NO_SUCH_METHOD_FOR_ANYBODY,
                api(404, set()),
                fill,
                json.dumps({"to": "ana@acme.example", "reason": "x"}),
                ticket,
            ),
        ]
    return rows


def _desk() -> list[Row]:
    rows = [Row(route, desk(200)) for route in ("desk/", "desk/queue/", "desk/stock/")]
    rows += [
        Row("desk/queue/", desk(200), query=f"?q={word}", about=f"search for {word}")
        for word in sorted({*WORDS.values()})
    ]
    verbs: dict[str, Any] = {
        "comments/": {"kind": "note", "text": "Hola"},
        "assignment/": {"to": ""},
        "status/": {"status": "waiting"},
        "correction/": {"text": "Falta el modelo"},
        "resolution/": {"outcome": "solved", "end_steps": "1"},
        "priority/": {"impact": "low", "urgency": "low"},
    }
    for ticket in TICKETS:
        works = WORKS[ticket]
        route = "desk/tickets/<slug:number>/"
        rows.append(Row(route, desk(200, works), fill=number(ticket), about=ticket))
        rows += [
            Row(f"{route}{verb}", NO_SUCH_METHOD, desk(302, works), number(ticket), data, ticket)
            for verb, data in verbs.items()
        ]
    keepers = {"lucia", "luis", "iris"}
    shelf, back = "desk/stock/<slug:slug>/", "desk/stock/<slug:slug>/return/<int:pk>/"
    new = {"serials": "SN-NEW"}

    def thing(world: Acme) -> dict[str, object]:
        return {"slug": "air-13", "pk": world.thing.pk if world.thing else 0}

    rows += [
        Row(shelf, desk(200, keepers), desk(302, keepers), slug("air-13"), new),
        Row(back, NO_SUCH_METHOD, desk(302, keepers), thing),
        Row(
            "desk/stock/<slug:slug>/retire/<int:pk>/",
            NO_SUCH_METHOD,
            desk(302, keepers),
            thing,
            {"reason": "Lost"},
        ),
    ]
    return rows


def _designer() -> list[Row]:
    rows = [Row("designer/outbox/", ADMINISTRATOR), Row("designer/jobs/", ADMINISTRATOR)]
    for ticket, sees in (("waiting", {"admin"}), ("secret", set())):

        def fill(world: Acme, ticket: str = ticket) -> dict[str, object]:
            return {"pk": world.mail(ticket)}

        found = {role: 403 if role != "admin" else given for role, given in gives(200, sees).items()}
        found["anonymous"] = 302
        rows += [
            Row("designer/outbox/<int:pk>/", found, fill=fill, about=ticket),
            Row("designer/outbox/<int:pk>/letter/", found, fill=fill, about=ticket),
        ]
    return rows


def _api() -> list[Row]:
    nothing = NO_SUCH_METHOD_FOR_ANYBODY
    asked = json.dumps({"service": "purchase", "answers": {"what": "Otra"}})
    rows = [
        Row("api/v1/openapi.json", ALL_OPEN, ALL_OPEN),
        Row("api/v1/tokens", nothing, gives(422, anonymous=422), data="{}"),
        Row("api/v1/files", nothing, api(422)),
        Row("api/v1/tickets", api(200), api(201, INSIDERS), data=asked),
        *(Row(f"api/v1/{name}", api(200), nothing) for name in ("services", "approvals", "tasks", "things")),
        Row("api/v1/", gives(404, anonymous=404), gives(404, anonymous=404)),
        Row(r"api/v1/^[\s\S]*$", gives(404, anonymous=404), gives(404, anonymous=404)),
    ]
    for name, whose in (("purchase", INSIDERS), ("complaint", INSIDERS), ("support", CUSTOMERS)):
        rows.append(Row("api/v1/services/<slug:slug>", api(200, whose), nothing, slug(name), about=name))
    for ticket in TICKETS:
        rows += _api_ticket(ticket)
    return rows


def _api_ticket(ticket: str) -> list[Row]:
    sees, asks, works = SEES[ticket], ASKS[ticket], WORKS[ticket]
    nothing, route = NO_SUCH_METHOD_FOR_ANYBODY, "api/v1/tickets/<slug:number>"
    withdrawn = {role: 403 if role in sees - asks else given for role, given in api(200, asks).items()}
    noted = {role: 403 if role in sees - works else given for role, given in api(201, works).items()}
    note = json.dumps({"text": "Hola", "internal": True})
    file = f"{route}/files/<uuidstr:key>"
    return [
        Row(route, api(200, sees), nothing, number(ticket), about=ticket),
        Row(
            f"{route}/comments",
            nothing,
            api(201, sees),
            number(ticket),
            json.dumps({"text": "Hola"}),
            ticket,
        ),
        Row(f"{route}/comments", nothing, noted, number(ticket), note, f"note on {ticket}"),
        Row(f"{route}/cancellation", nothing, withdrawn, number(ticket), "{}", ticket),
        Row(file, api(200, sees), nothing, in_ticket(ticket, key=file_of(ticket)), about=ticket),
        Row(
            file,
            api(404),
            nothing,
            in_ticket(ticket, key=file_of(_other(ticket))),
            about=f"{ticket}, other's",
        ),
    ]


def _other(ticket: str) -> str:
    return "waiting" if ticket == "secret" else "secret"


def _rooms() -> list[Row]:
    """The rows that rooms keep in a module of their own, `table_<room>.py`."""
    modules = sorted(path.stem for path in Path(__file__).parent.glob("table_*.py"))
    return [row for name in modules for row in import_module(f"tests.isolation.{name}").ROWS]


TABLE: list[Row] = [*_people(), *_portal(), *_work(), *_desk(), *_designer(), *_api(), *_rooms()]
