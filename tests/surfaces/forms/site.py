"""A site of one rich form, for the tests in a browser."""

from __future__ import annotations

from typing import Any

from django.contrib.staticfiles.urls import staticfiles_urlpatterns
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template import engines
from django.urls import include, path

from tests.records.intake.asking import TODAY, Lists
from ventanilla.core.blueprint import Section
from ventanilla.core.people.models import Person
from ventanilla.records.intake.context import Context
from ventanilla.surfaces.ui import forms

PRO = {"fact": "answers.model", "op": "is", "value": "pro-16"}


def label(spanish: str, english: str) -> dict[str, str]:
    return {"es": spanish, "en": english}


EQUIPMENT = {
    "section": {
        "id": "equipment",
        "title": label("Tu nuevo equipo", "Your new computer"),
        "intro": label("Tardarás unos tres minutos.", "This takes some three minutes."),
    },
    "questions": [
        {
            "id": "model",
            "type": "choice",
            "label": label("¿Qué portátil necesitas?", "Which laptop do you need?"),
            "options": {"list": "laptops"},
            "required": True,
        },
        {
            "id": "reason",
            "type": "long_text",
            "label": label("¿Para qué lo usarás?", "What will you use it for?"),
            "hint": label("Vídeo, programación, diseño…", "Video, code, design…"),
            "visible_if": {"fact": "answers.model.pro", "op": "is", "value": True},
            "required": True,
            "max_length": 120,
        },
        {
            "id": "budget",
            "type": "short_text",
            "label": label("Centro de coste", "Cost centre"),
            "visible_if": {"fact": "answers.model.cost", "op": "gt", "value": 2000},
            "required": True,
        },
        {
            "id": "extras",
            "type": "choices",
            "label": label("¿Qué más te hace falta?", "What else do you need?"),
            "options": [
                {"value": "mouse", "label": label("Ratón", "Mouse")},
                {
                    "value": "dock",
                    "label": label("Base de conexión", "Dock"),
                    "hint": label("Para dos pantallas", "For two screens"),
                    "offered_if": PRO,
                },
                {"value": "bag", "label": label("Mochila", "Backpack")},
            ],
        },
        {
            "id": "old",
            "type": "yes_no",
            "label": label("¿Devuelves uno antiguo?", "Do you return an old one?"),
        },
        {
            "id": "tag",
            "type": "short_text",
            "label": label("Etiqueta del antiguo", "Tag of the old one"),
            "required_if": {"fact": "answers.old", "op": "is", "value": True},
            "max_length": 10,
        },
    ],
}
DELIVERY = {
    "section": {"id": "delivery", "title": label("Entrega", "Delivery")},
    "questions": [
        {
            "id": "note",
            "type": "note",
            "text": label("Entregamos **de lunes a jueves**.", "We deliver **from Monday to Thursday**."),
        },
        {
            "id": "day",
            "type": "date",
            "label": label("¿Qué día te viene bien?", "Which day suits you?"),
            "min": {"add_days": [{"fact": "today"}, 5]},
        },
        {
            "id": "place",
            "type": "location",
            "label": label("¿Dónde?", "Where?"),
            "default": {"fact": "requester.location"},
        },
        {"id": "who", "type": "person", "label": label("¿Quién lo recoge?", "Who collects it?")},
        {"id": "mail", "type": "email", "label": label("¿A quién avisamos?", "Whom do we tell?")},
        {
            "id": "days",
            "type": "number",
            "label": label("¿Durante cuánto tiempo?", "For how long?"),
            "unit": label("días", "days"),
            "min": 1,
        },
        {
            "id": "quotes",
            "type": "rows",
            "label": label("Presupuestos", "Quotes"),
            "hint": label("Los que tengas a mano.", "Those at hand."),
            "max_rows": 3,
            "checks": [
                {
                    "rule": {"fact": "row.amount", "op": "gt", "value": 0},
                    "message": label("Un presupuesto no es gratis.", "No quote is free."),
                    "at": "amount",
                }
            ],
            "questions": [
                {
                    "id": "supplier",
                    "type": "short_text",
                    "label": label("Proveedor", "Supplier"),
                    "required": True,
                },
                {"id": "amount", "type": "money", "label": label("Importe", "Amount"), "required": True},
                {
                    "id": "why",
                    "type": "short_text",
                    "label": label("¿Por qué tanto?", "Why so much?"),
                    "visible_if": {"fact": "row.amount", "op": "gt", "value": 1000},
                    "required": True,
                },
            ],
        },
        {
            "id": "papers",
            "type": "file",
            "label": label("Adjunta lo que ayude", "Add what helps"),
            "accept": ["pdf", "image"],
            "max_files": 2,
        },
    ],
}
LIMITED = {
    "section": {"id": "limits", "title": label("Límites", "Limits")},
    "questions": [
        EQUIPMENT["questions"][0],  # type: ignore[index]
        {"id": "days", "type": "number", "label": label("¿Cuántos días?", "How many days?")},
        {
            "id": "weekends",
            "type": "number",
            "label": label("¿Y en fin de semana?", "And at weekends?"),
            "max": {"divide": [{"fact": "answers.days"}, 3]},
        },
        {
            "id": "paid",
            "type": "money",
            "label": label("¿Cuánto pagas tú?", "How much do you pay?"),
            "max": {"fact": "answers.model.cost"},
        },
        {
            "id": "stays",
            "type": "rows",
            "label": label("¿Dónde cada día?", "Where on each day?"),
            "min_rows": {"fact": "answers.days"},
            "questions": [{"id": "place", "type": "short_text", "label": label("Lugar", "Place")}],
        },
        {
            "id": "leave",
            "type": "rows",
            "label": label("¿Cuándo no estás?", "When are you away?"),
            "apart": ["first", "last"],
            "questions": [
                {"id": "first", "type": "date", "label": label("Primer día", "First day")},
                {"id": "last", "type": "date", "label": label("Último día", "Last day")},
            ],
        },
    ],
}
FORM = [Section.model_validate(EQUIPMENT), Section.model_validate(DELIVERY)]

LIMITED_FORM = [Section.model_validate(LIMITED)]

PAGE = """{% extends "ui/page.html" %}{% block width %}narrow{% endblock %}
{% block title %}Pedir un portátil{% endblock %}
{% block content %}{% if done %}<h1>Recibido</h1><pre id="answers">{{ done }}</pre>{% else %}
<header class="page-head"><h1>Pedir un portátil</h1></header>
{% include "ui/forms/form.html" %}{% endif %}{% endblock %}"""


def context_of(request: HttpRequest) -> Context:
    person = request.user
    assert isinstance(person, Person)
    place = person.location.path if person.location else None
    return Context(person, person, TODAY, Lists(), {"requester.location": place})


def ask(request: HttpRequest) -> HttpResponse:
    found = forms.answered(
        FORM, request, context_of(request), state_url="/state/", submit="Enviar la petición"
    )
    context: dict[str, Any] = {"form": found.form, "done": found.checked.answers if found.complete else None}
    return HttpResponse(engines["django"].from_string(PAGE).render(context, request))


def state(request: HttpRequest) -> JsonResponse:
    return JsonResponse(forms.state(FORM, forms.peek(FORM, request), context_of(request)))


def ask_limited(request: HttpRequest) -> HttpResponse:
    found = forms.answered(LIMITED_FORM, request, context_of(request), state_url="/limits/state/")
    context: dict[str, Any] = {"form": found.form, "done": found.checked.answers if found.complete else None}
    return HttpResponse(engines["django"].from_string(PAGE).render(context, request))


def limited_state(request: HttpRequest) -> JsonResponse:
    return JsonResponse(forms.state(LIMITED_FORM, forms.peek(LIMITED_FORM, request), context_of(request)))


people_urls = ([path("people/", forms.search_people, name="search")], "people")
urlpatterns = [
    path("", ask),
    path("state/", state),
    path("limits/", ask_limited),
    path("limits/state/", limited_state),
    path("", include(people_urls)),
    path("brand/", include("ventanilla.core.branding.urls")),
    *staticfiles_urlpatterns(),
]
