"""What is said about the way of asking, against the form that it is said about."""

from __future__ import annotations

from collections.abc import Iterator

from ventanilla.core.blueprint.form import questions
from ventanilla.core.blueprint.package import Package
from ventanilla.core.blueprint.problems import Problem

UNLIKE = frozenset({"file", "rows", "secret", "consent", "note"})
"""Two answers of these kinds are never the same."""


def check_asking(package: Package) -> Iterator[Problem]:
    """`same_as` names questions whose answers can be compared, and tells nobody what is confidential; several people
    at once need a service that may be asked for somebody else."""
    if package.same_as is not None:
        kinds = {question.id: question.type for question in questions(package.form)}
        for index, name in enumerate(package.same_as.answers):
            if kinds.get(name, "note") in UNLIKE:
                usable = ", ".join(one for one, kind in kinds.items() if kind not in UNLIKE) or "–"
                yield Problem(("same_as", "answers", index), "same_as_what", {"id": name, "known": usable})
        if package.confidential and package.same_as.among == "everybody":
            yield Problem(("same_as", "among"), "same_as_confidential")
    secret = {question.id for question in questions(package.form) if question.type == "secret"}
    asked = {question.id for question in questions(package.form)} - secret
    for index, name in enumerate(package.named_by or ()):
        if name not in asked:
            yield Problem(("named_by", index), "no_such_question", {"id": name})
    if package.several_people and package.requested_for == "self":
        yield Problem(("several_people",), "several_for_self")
