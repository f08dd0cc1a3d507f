"""A guide is an article whose steps lead to each other, and always to an end."""

from __future__ import annotations

import pytest
from django.utils import translation

from ventanilla.records.knowledge.guides import Answer, Leads, faults, is_walked, read_guide
from ventanilla.records.knowledge.markdown import render

LOST = "## A {#a}\n\n- [on](#b)\n- [done](solved)"
GUIDE = """Two minutes, and you are in again.

## What happens when you sign in? {#start}

Look at the message.

- [It says that the password is wrong](#wrong)
- [It asks for a code](article:mfa)
- [Something else](service:password-help?what=other&since=today)

## Is Caps Lock on? {#wrong}

1. Switch it off.
2. Try again.

- a list that is no answer
- [ ] tick me

Then:

- [I can sign in again](solved)
- [Still wrong](#start)
"""


def test_steps_answers_and_texts_are_told_apart():
    guide = read_guide(GUIDE)
    assert guide.opening == "Two minutes, and you are in again."
    assert [(step.id, step.title, step.body) for step in guide.steps] == [
        ("start", "What happens when you sign in?", "Look at the message."),
        (
            "wrong",
            "Is Caps Lock on?",
            "1. Switch it off.\n2. Try again.\n\n- a list that is no answer\n- [ ] tick me\n\nThen:",
        ),
    ]
    assert guide.steps[0].answers == (
        Answer("It says that the password is wrong", Leads.STEP, "wrong"),
        Answer("It asks for a code", Leads.ARTICLE, "mfa"),
        Answer("Something else", Leads.SERVICE, "password-help", {"what": "other", "since": "today"}),
    )
    assert guide.steps[1].answers[0] == Answer("I can sign in again", Leads.SOLVED)


def test_only_a_way_that_was_really_open_is_believed():
    guide = read_guide(GUIDE)
    assert [(step.id, answer.to) for step, answer in guide.way(["start", "wrong", "start"])] == [
        ("start", "wrong"),
        ("wrong", "start"),
    ]
    assert guide.way(["wrong", "mfa"]) == []
    assert guide.way(["nowhere", "start"]) == []
    assert guide.way([""]) == []


def test_read_in_one_piece_it_is_an_article_whose_answers_are_links():
    html = render(GUIDE).html
    assert '<h2 id="a-start">What happens when you sign in?</h2>' in html
    assert 'href="#a-wrong"' in html
    assert "{#" not in html


def test_an_article_without_answers_is_no_guide():
    assert not any(
        step.answers for step in read_guide("## One\n\ntext\n\n- [out](https://example.org)").steps
    )
    assert read_guide("only text").steps == ()


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (
            "## A {#a}\n\n- [on](#b)\n- [done](solved)",
            "In “A”, the answer “on” leads to a step that isn't there: #b.",
        ),
        ("## A {#a}\n\n- [done](solved)\n\n## B {#b}\n\ntext", "No answer leads to the step “B”."),
        (
            "## A {#a}\n\n- [on](#b)\n\n## B {#b}\n\n- [back](#a)",
            "From the step “A” nobody gets to an end.",
        ),
        (
            "## A {#a}\n\n- [on](#a)\n- [done](solved)\n\n## A {#a}\n\n- [done](solved)",
            "Two steps are called “a”: give each a name of its own, as in {#name}.",
        ),
    ],
)
def test_what_would_leave_a_reader_nowhere_is_told(body, said):
    with translation.override("en"):
        assert said in faults(body)


def test_a_sound_guide_has_no_faults():
    assert faults(GUIDE) == []
    assert is_walked(GUIDE)


def test_a_guide_that_leaves_readers_nowhere_is_read_in_one_piece():
    assert not is_walked(LOST)


def test_what_there_is_to_read_besides_makes_no_guide():
    body = "## One\n\ntext\n\n## See also\n\n- [VPN](article:vpn)\n- [A laptop](service:laptop)"
    assert not is_walked(body)
    assert faults(body) == []


def test_a_text_to_read_in_one_piece_has_none_either():
    assert faults("## One\n\ntext\n\n## Two\n\ntext") == []
