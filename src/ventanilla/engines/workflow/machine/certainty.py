"""Whether a rule holds for certain.

In the language of rules a test that can't be computed doesn't hold. That is right for a form, but a
workflow must not take the wrong way in silence: here a verdict that hangs on a fault is a fault.
"""

from __future__ import annotations

from typing import Any

from ventanilla.core.rules import Facts, Surroundings, Trace, explain


def holds_for_certain(rule: Any, facts: Facts, surroundings: Surroundings) -> bool:
    """Whether the rule holds. Raises RuleFault when that hangs on something that can't be computed."""
    trace = explain(rule, facts, surroundings)
    verdict = _certain(trace)
    if verdict is None:
        raise trace.faults()[0]
    return verdict


def _certain(trace: Trace) -> bool | None:
    """Whether the rule held whatever its faults would have been; None when it hangs on one of them."""
    if trace.kind == "all":
        return _settled([_certain(child) for child in trace.children], decisive=False)
    if trace.kind == "any":
        return _settled([_certain(child) for child in trace.children], decisive=True)
    if trace.kind == "not":
        inner = _certain(trace.children[0])
        return None if inner is None else not inner
    return None if trace.fault else trace.held


def _settled(verdicts: list[bool | None], *, decisive: bool) -> bool | None:
    if decisive in verdicts:
        return decisive
    return None if None in verdicts else not decisive
