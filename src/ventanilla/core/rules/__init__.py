"""The one language of rules and values: pure Python, the same answers as surfaces/ui/static/ui/rules.js.

docs/rules.md says what everything means.
"""

from __future__ import annotations

from ventanilla.core.rules.check import Finding, check
from ventanilla.core.rules.evaluator import Facts, Surroundings, compute, evaluate
from ventanilla.core.rules.facts import FactDeclaration, facts_in, is_public, operators_for
from ventanilla.core.rules.facttype import FactType
from ventanilla.core.rules.faults import Cycle, RuleFault
from ventanilla.core.rules.functions import FUNCTIONS
from ventanilla.core.rules.grammar import Rule, Value, valid_rule, valid_value
from ventanilla.core.rules.operators import OPERATORS
from ventanilla.core.rules.order import order
from ventanilla.core.rules.results import as_json
from ventanilla.core.rules.saying import Saying, say
from ventanilla.core.rules.trace import Trace, explain

__all__ = [
    "FUNCTIONS",
    "OPERATORS",
    "Cycle",
    "FactDeclaration",
    "FactType",
    "Facts",
    "Finding",
    "Rule",
    "RuleFault",
    "Saying",
    "Surroundings",
    "Trace",
    "Value",
    "as_json",
    "check",
    "compute",
    "evaluate",
    "explain",
    "facts_in",
    "is_public",
    "operators_for",
    "order",
    "say",
    "valid_rule",
    "valid_value",
]
