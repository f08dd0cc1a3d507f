"""The grammar of a service package, schema 1: pure pydantic, no Django."""

from __future__ import annotations

from ventanilla.core.blueprint.blocks import Block, find_block, visits, walk
from ventanilla.core.blueprint.checks import check, require_sound
from ventanilla.core.blueprint.declared import Known, declared_facts
from ventanilla.core.blueprint.durations import Duration
from ventanilla.core.blueprint.form import Section, elements, questions
from ventanilla.core.blueprint.package import Package
from ventanilla.core.blueprint.problems import PackageErrors, Problem
from ventanilla.core.blueprint.questions import Element, Question

__all__ = [
    "Block",
    "Duration",
    "Element",
    "Known",
    "Package",
    "PackageErrors",
    "Problem",
    "Question",
    "Section",
    "check",
    "declared_facts",
    "elements",
    "find_block",
    "questions",
    "require_sound",
    "visits",
    "walk",
]
