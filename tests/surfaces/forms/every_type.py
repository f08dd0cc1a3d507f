"""A site with one question of every newer type, for the tests of their widgets."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.staticfiles.urls import staticfiles_urlpatterns
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template import engines
from django.urls import include, path

from tests.records.intake.asking import TODAY, Row
from tests.surfaces.forms.site import PAGE, label, people_urls
from ventanilla.core.blueprint import Section
from ventanilla.core.people.models import Person
from ventanilla.core.rules import FactType
from ventanilla.records.intake.context import Context
from ventanilla.surfaces.ui import forms

TREE = (
    Row("hardware", label("Equipos", "Hardware"), {"above": ""}),
    Row("laptop", label("Portátil", "Laptop"), {"above": "hardware"}),
    Row("screen", label("Pantalla", "Screen"), {"above": "hardware"}),
    Row("software", label("Programas", "Software"), {"above": ""}),
    Row("mail", label("Correo", "Mail"), {"above": "software"}),
)

QUESTIONS: list[dict[str, Any]] = [
    {
        "id": "at",
        "type": "time",
        "label": label("¿A qué hora?", "At what time?"),
        "min": "08:00",
        "every": 15,
    },
    {"id": "moment", "type": "instant", "label": label("¿Cuándo pasó?", "When was it?")},
    {
        "id": "away",
        "type": "date_range",
        "label": label("¿Qué días faltas?", "Which days are you away?"),
        "min": {"fact": "today"},
        "max_days": 30,
    },
    {"id": "team", "type": "team", "label": label("¿Qué equipo?", "Which team?")},
    {"id": "guests", "type": "persons", "label": label("¿Quién viene?", "Who comes?"), "max_people": 3},
    {"id": "thing", "type": "asset", "label": label("¿Qué aparato?", "Which thing?"), "of": "me"},
    {
        "id": "before",
        "type": "identifier",
        "label": label("Petición anterior", "Earlier request"),
        "source": "tickets",
    },
    {
        "id": "what",
        "type": "choice",
        "label": label("¿De qué se trata?", "What is it about?"),
        "options": {
            "list": "topics",
            "parent": "above",
            "levels": [label("Tema", "Subject"), label("Asunto", "Matter")],
        },
    },
    {"id": "count", "type": "number", "label": label("¿Cuántos?", "How many?")},
    {"id": "price", "type": "money", "label": label("Precio", "Price")},
    {
        "id": "total",
        "type": "calculated",
        "label": label("Total", "Total"),
        "holds": "money",
        "value": {"multiply": [{"fact": "answers.price"}, {"coalesce": [{"fact": "answers.count"}, 1]}]},
    },
    {
        "id": "shown",
        "type": "short_text",
        "label": label("¿Cómo se llamará?", "What is its name?"),
        "default": {"join": ["Pedido de ", {"fact": "answers.count"}]},
    },
    {
        "id": "mark",
        "type": "rating",
        "label": label("¿Cómo fue?", "How was it?"),
        "low": label("Mal", "Bad"),
        "high": label("Bien", "Good"),
    },
    {
        "id": "came_by",
        "type": "hidden",
        "label": label("Origen", "Origin"),
        "from_address": True,
        "values": ["qr"],
    },
    {"id": "pin", "type": "secret", "label": label("PIN del aparato", "PIN of the thing")},
    {
        "id": "agreed",
        "type": "consent",
        "label": label("He leído esto y estoy de acuerdo", "I have read this and agree"),
        "text": label("Tratamos tus datos **solo para esto**.", "We use your data **for this only**."),
        "required": True,
    },
]
CHECKS = [
    {
        "rule": {
            "fact": "answers.price",
            "op": "lte",
            "value": {"multiply": [{"fact": "answers.count"}, 100]},
        },
        "message": label("Es más de 100 por unidad.", "That is more than 100 each."),
        "at": "price",
    },
]
FORM = [
    Section.model_validate(
        {
            "section": {"id": "all", "title": label("Todo", "Everything")},
            "questions": QUESTIONS,
            "checks": CHECKS,
        }
    )
]


class Lists:
    def rows(self, slug: str) -> tuple[Row, ...]:
        return TREE if slug == "topics" else ()

    def public_columns(self, slug: str) -> dict[str, FactType]:
        return {"pro": FactType.BOOLEAN} if slug == "laptops" else {}


def context_of(request: HttpRequest) -> Context:
    person = request.user
    assert isinstance(person, Person)
    return Context(
        person,
        person,
        TODAY,
        Lists(),
        is_working_day=lambda day: day.weekday() < 5,
        zone=ZoneInfo("Europe/Madrid"),
    )


def ask(request: HttpRequest) -> HttpResponse:
    context = context_of(request)
    found = forms.answered(FORM, request, context, state_url="/state/", submit="Enviar la petición")
    shown: dict[str, Any] = {"form": found.form, "done": found.checked.answers if found.complete else None}
    return HttpResponse(engines["django"].from_string(PAGE).render(shown, request))


def state(request: HttpRequest) -> JsonResponse:
    return JsonResponse(forms.state(FORM, forms.peek(FORM, request), context_of(request)))


urlpatterns = [
    path("", ask),
    path("state/", state),
    path("", include(people_urls)),
    path("brand/", include("ventanilla.core.branding.urls")),
    *staticfiles_urlpatterns(),
]
