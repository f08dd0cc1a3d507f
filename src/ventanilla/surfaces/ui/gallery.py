"""Every component on one page, and a few pages composed of them: to look at, and for the tests."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from ventanilla.core.kit import clock
from ventanilla.surfaces.ui import samples

PAGES = ("parts", "home", "request", "queue", "form", "signin")


def gallery(request: HttpRequest) -> HttpResponse:
    """GET /ui/gallery/, with `?page=` one of PAGES and `?theme=light|dark`; not served in production."""
    page = request.GET.get("page", "parts")
    if page not in PAGES:
        raise Http404
    return render(request, f"ui/gallery/{page}.html", {**sample_context(page), **_theme(request)})


def _theme(request: HttpRequest) -> dict[str, str]:
    theme = request.GET.get("theme", "")
    return {"theme": theme} if theme in {"light", "dark"} else {}


def sample_context(page: str) -> dict[str, Any]:
    """Everything the sample pages show."""
    now = clock.now()
    return {
        "pages": PAGES,
        "person_name": "Ana Gil",
        "nav": samples.navigation({"parts": 9, "form": 1, "request": 2}.get(page, 0)),
        "desk_nav": samples.desk_navigation(),
        "badges": {"approvals": 2, "notifications": 3},
        "rooms": {"desk"},
        "places": {"home": "#", "notifications": "#", "profile": "#", "sign_out": "#", "desk": "#"},
        "laptop": samples.laptop(),
        "short": samples.short(),
        "joining": samples.joining(),
        "long": samples.long(),
        "rows": samples.rows(),
        "answers": samples.ANSWERS,
        "files": samples.FILES,
        "models": samples.MODELS,
        "extras": samples.EXTRAS,
        "errors": samples.ERRORS,
        "offices": [("mad", "Madrid, Castellana 80"), ("get", "Getafe, almacén")],
        "just_now": now - timedelta(minutes=3),
        "yesterday": now - timedelta(days=1, hours=2),
        "tomorrow": now + timedelta(days=1),
        "crumbs": [
            {"label": "Catálogo", "url": "#"},
            {"label": "Equipos", "url": "#"},
            {"label": "Pedir un portátil"},
        ],
        "tabs": [
            {"label": "Abiertas", "url": "#", "current": True, "count": 3},
            {"label": "Cerradas", "url": "#"},
            {"label": "De mi equipo", "url": "#"},
        ],
        "steps": [
            {"label": "Tu equipo", "url": "#", "state": "done"},
            {"label": "Entrega", "state": "here"},
            {"label": "Revisar y enviar", "state": "next"},
        ],
        "facts": [
            {"label": "Responsable", "value": "Lucía Mora, Equipos TI"},
            {"label": "Plazo habitual", "value": "5 días laborables"},
            {"label": "Si la pides hoy", "value": "lunes 1 de diciembre"},
        ],
    }
