"""In which order questions that depend on each other are worked out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ventanilla.core.rules.faults import Cycle

ANSWERS = "answers."


def order(needs: Mapping[str, Iterable[str]]) -> list[str]:
    """The questions, each after those that it needs, otherwise in the order given.

    `needs` maps a question to the facts of its rules ("answers.model.cost"); facts that are no question
    here are ignored. Raises Cycle, which names the questions that wait for each other.
    """
    waits = {question: _questions(facts, needs) for question, facts in needs.items()}
    done: dict[str, None] = {}
    for question in needs:
        _visit(question, waits, done)
    return list(done)


def _visit(start: str, waits: Mapping[str, list[str]], done: dict[str, None]) -> None:
    """Depth first, without recursion: a form may be a chain of a thousand questions."""
    path: list[str] = []
    branches = [iter([start])]
    while branches:
        question = next(branches[-1], None)
        if question is None:
            branches.pop()
            if path:
                done[path.pop()] = None
        elif question in path:
            raise Cycle([*path[path.index(question) :], question])
        elif question not in done:
            path.append(question)
            branches.append(iter(waits[question]))


def _questions(facts: Iterable[str], known: Mapping[str, object]) -> list[str]:
    names = (fact.removeprefix(ANSWERS) for fact in sorted(facts))
    found = (name if name in known else name.split(".")[0] for name in names)
    return [name for name in found if name in known]
