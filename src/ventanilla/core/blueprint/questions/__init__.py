"""The question types, one file each; importing this package makes all of them known."""

from __future__ import annotations

from ventanilla.core.blueprint.questions.base import Element, Elements, Question, every_element
from ventanilla.core.blueprint.questions.choice import Choice
from ventanilla.core.blueprint.questions.choices import Choices
from ventanilla.core.blueprint.questions.date import Date
from ventanilla.core.blueprint.questions.email import EmailAddress
from ventanilla.core.blueprint.questions.file import FileUpload, Media
from ventanilla.core.blueprint.questions.limits import Pattern, Text
from ventanilla.core.blueprint.questions.location import LocationChoice
from ventanilla.core.blueprint.questions.long_text import LongText
from ventanilla.core.blueprint.questions.money import Money
from ventanilla.core.blueprint.questions.note import Note
from ventanilla.core.blueprint.questions.number import Number
from ventanilla.core.blueprint.questions.options import ListOptions, Option, RowOptions
from ventanilla.core.blueprint.questions.person import PersonChoice
from ventanilla.core.blueprint.questions.rows import Rows
from ventanilla.core.blueprint.questions.short_text import ShortText
from ventanilla.core.blueprint.questions.yes_no import YesNo

__all__ = [
    "Choice",
    "Choices",
    "Date",
    "Element",
    "Elements",
    "EmailAddress",
    "FileUpload",
    "ListOptions",
    "LocationChoice",
    "LongText",
    "Media",
    "Money",
    "Note",
    "Number",
    "Option",
    "Pattern",
    "PersonChoice",
    "Question",
    "RowOptions",
    "Rows",
    "ShortText",
    "Text",
    "YesNo",
    "every_element",
]
