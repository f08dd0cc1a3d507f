"""GET /healthz: whether the parts that make up a working portal are up, for those who watch it."""

from __future__ import annotations

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse

# A worker writes its heartbeat every 5 s; six missed ones mean that it is gone.
WORKER_SILENCE_SECONDS = 30


def healthz(request: HttpRequest) -> JsonResponse:
    """Answer 200 when web, database and worker are up, else 503, and which of them are down."""
    database, worker = _database_and_worker()
    up = {"web": True, "database": database, "worker": worker}
    return JsonResponse(
        {part: "up" if is_up else "down" for part, is_up in up.items()},
        status=200 if all(up.values()) else 503,
        headers={"Cache-Control": "no-store"},
    )


def _database_and_worker() -> tuple[bool, bool]:
    try:
        return True, worker_is_up()
    except DatabaseError:
        return False, False


def worker_is_up() -> bool:
    """Whether any worker gave a sign of life lately. Raises DatabaseError when there is no database."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM procrastinate_workers"
            " WHERE last_heartbeat > now() - make_interval(secs => %s))",
            [WORKER_SILENCE_SECONDS],
        )
        (alive,) = cursor.fetchone() or (False,)
    return bool(alive)
