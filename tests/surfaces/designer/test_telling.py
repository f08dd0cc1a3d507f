"""A workflow in words: how a request ends, and what people read about it."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils.translation import override

from tests import factories
from ventanilla.surfaces.designer.services.telling import told
from ventanilla.surfaces.ui.templatetags.ui import unbroken

pytestmark = pytest.mark.django_db


def test_the_end_is_told_with_its_reason_and_what_is_filled_in_stands_in_brackets() -> None:
    factories.team("it-equipment", department=factories.department("it"))
    message = {"es": "No puede ser: {{ answers.what }}", "en": "It can't be: {{ answers.what }}"}
    package = factories.package(
        workflow=[{"cancel": {"id": "no", "outcome": "declined", "message": message}}],
    )
    with override("es"):
        (block,) = told(package, "es")
        assert block.lines == ("Termina como: No aprobada",)
        assert block.quote.startswith("No puede ser: [")
        assert block.quote.endswith("]")


def test_a_heading_breaks_behind_the_point_between_its_parts() -> None:
    assert unbroken("Get a laptop · Pro 16") == "Get a laptop\u00a0· Pro 16"
    assert unbroken("Of PV-20655") == 'Of <span class="nowrap">PV-20655</span>'
    assert unbroken("Your <b>one-time password") == (
        'Your &lt;b&gt;<span class="nowrap">one-time</span> password'
    )
    long = "a-very-long-one-that-must-be-able-to-break non-confidentiality-agreements"
    assert unbroken(long) == long


def test_an_access_says_how_long_it_lasts_and_who_looks_at_it_again() -> None:
    factories.team("it-equipment", department=factories.department("it"))
    access = {
        "id": "vpn",
        "access": "vpn",
        "label": {"en": "VPN for {{ answers.what }}"},
        "for": "90 days",
        "remind_before": "7 days",
        "review_every": "30 days",
    }
    package = factories.package(workflow=[{"grant": access}])
    with override("en"):
        (block,) = told(package, "en")
    label, *lines = block.lines
    assert label.startswith("Access: VPN for [")
    assert lines == [
        "For 90 days",
        "Reminded 7 days before it ends",
        "The owner of the service looks at it again every 30 days",
    ]


FORM = [
    {
        "section": {"id": "when", "title": {"en": "When"}},
        "questions": [
            {"id": "on", "type": "date", "label": {"en": "Which day?", "es": "¿Qué día?"}},
            {"id": "code", "type": "short_text", "label": {"en": "Code", "es": "Código"}},
        ],
    }
]
DAY = {"fact": "answers.on"}
BEFORE = {"before": "2 business days"}


@pytest.mark.parametrize(
    ("deadline", "english", "spanish"),
    [
        ({"within": "3 days"}, "Has to be over within 3 days", "Tiene que terminar en 3 días"),
        (
            {"by": DAY},
            "Has to be over by the day given in “Which day?”",
            "Tiene que terminar, como tarde, en la fecha indicada en «¿Qué día?»",
        ),
        (
            {"by": DAY, **BEFORE},
            "Has to be over 2 working days before the day given in “Which day?”",
            "Tiene que terminar 2 días laborables antes de la fecha indicada en «¿Qué día?»",
        ),
        (
            {"by": {"fact": "outputs.quote.ended_at"}, "after": "1 day"},
            "Has to be over 1 day after the end of “Get a quote”",
            "Tiene que terminar 1 día después de que termine «Pedir presupuesto»",
        ),
        (
            {"by": {"add_days": [DAY, 3]}},
            "Has to be over by a day that is worked out",
            "Tiene que terminar, como tarde, en un día que se calcula",
        ),
    ],
)
def test_a_deadline_names_its_day(deadline: dict[str, Any], english: str, spanish: str) -> None:
    factories.team("it-equipment", department=factories.department("it"))
    quote = {"id": "quote", "team": "it-equipment", "title": {"en": "Get a quote", "es": "Pedir presupuesto"}}
    blocks = [{"task": quote}, {"task": {"id": "go", "team": "it-equipment", "deadline": deadline}}]
    package = factories.package(form=FORM, workflow=blocks)
    for language, words in (("en", english), ("es", spanish)):
        with override(language):
            assert told(package, language)[1].lines == (words,)


def test_what_is_filled_in_is_told_as_an_answer_where_its_name_is_a_question() -> None:
    message = {"en": "{{ answers.on | date }}: {{ answers.code }}."}
    package = factories.package(form=FORM, workflow=[{"notify": {"id": "n", "message": message}}])
    with override("en"):
        assert told(package, "en")[0].quote == "[answer to “Which day?”]: [Code]."
    with override("es"):
        assert told(package, "es")[0].quote == "[respuesta a «¿Qué día?»]: [Código]."


@pytest.mark.parametrize(
    ("language", "message", "quote"),
    [
        (
            "en",
            "“{{ answers.on }}”: {{ answers.on }}",
            "“[answer to ‘Which day?’]”: [answer to “Which day?”]",
        ),
        (
            "es",
            "«{{ answers.on }}»: {{ answers.on }}",
            "«[respuesta a “¿Qué día?”]»: [respuesta a «¿Qué día?»]",
        ),
    ],
)
def test_quotation_marks_within_others_are_other_ones(language: str, message: str, quote: str) -> None:
    notify = {"notify": {"id": "n", "message": {language: message}}}
    package = factories.package(form=FORM, workflow=[notify])
    with override(language):
        assert told(package, language)[0].quote == quote


def test_who_decides_stands_side_by_side_as_no_sentence_takes_in_a_capital() -> None:
    labels = ["Who looks after it", "The manager of who looks after it"]
    seats: list[dict[str, Any]] = [
        {"holder": {"fact": "answers.code"}, "label": {"en": label}} for label in labels
    ]
    package = factories.package(form=FORM, workflow=[{"approval": {"id": "go", "seats": seats}}])
    both = " · ".join(labels)
    with override("en"):
        assert told(package, "en")[0].who == both
        seats.append({"role": "requester.manager"})
        package = factories.package(
            form=FORM, workflow=[{"approval": {"id": "go", "seats": seats, "need": 2}}]
        )
        assert told(package, "en")[0].who == f"2 of: {both} · The manager of who asks"


def test_an_approval_says_which_answers_it_hangs_on() -> None:
    factories.team("it-equipment", department=factories.department("it"))
    seats = [{"role": "requester.manager"}]
    package = factories.package(workflow=[{"approval": {"id": "go", "seats": seats, "hangs_on": ["what"]}}])
    (question,) = [item for section in package.form for item in section.questions if item.id == "what"]
    with override("en"):
        (block,) = told(package, "en")
    assert f"Decided again only when this is corrected afterwards: {question.label['en']}" in block.lines


def test_what_was_worked_out_is_called_by_its_words_in_a_rule() -> None:
    factories.team("it-equipment", department=factories.department("it"))
    votes = {"id": "votes", "values": [{"id": "yes", "label": {"en": "In favour"}, "value": 2}]}
    rule = {"fact": "outputs.votes.yes", "op": "lt", "value": 3}
    case = {"when": rule, "blocks": [{"cancel": {"id": "no", "outcome": "declined"}}]}
    package = factories.package(
        workflow=[{"calculate": votes}, {"branch": {"id": "result", "cases": [case]}}]
    )
    with override("en"):
        _votes, branch = told(package, "en")
    assert "In favour" in " ".join(branch.ways[0].when)
