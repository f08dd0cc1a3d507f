"""The question types, one file each; importing this package makes all of them known."""

from __future__ import annotations

from ventanilla.core.blueprint.questions.agreeing import Check
from ventanilla.core.blueprint.questions.base import Element, Elements, Question, every_element
from ventanilla.core.blueprint.questions.choice import Choice
from ventanilla.core.blueprint.questions.choices import Choices
from ventanilla.core.blueprint.questions.computed import Calculated, Hidden
from ventanilla.core.blueprint.questions.consent import Consent
from ventanilla.core.blueprint.questions.date import Date
from ventanilla.core.blueprint.questions.email import EmailAddress
from ventanilla.core.blueprint.questions.file import FileUpload, Media
from ventanilla.core.blueprint.questions.limits import Pattern, Text
from ventanilla.core.blueprint.questions.location import LocationChoice
from ventanilla.core.blueprint.questions.long_text import LongText
from ventanilla.core.blueprint.questions.looked_up import AssetChoice, Identifier, LookedUp, ServiceChoice
from ventanilla.core.blueprint.questions.moments import DateRange, Instant, Time
from ventanilla.core.blueprint.questions.money import Money
from ventanilla.core.blueprint.questions.note import Note
from ventanilla.core.blueprint.questions.number import Number
from ventanilla.core.blueprint.questions.options import ListOptions, Option, RowOptions, SourceOptions
from ventanilla.core.blueprint.questions.people import Persons, TeamChoice
from ventanilla.core.blueprint.questions.person import PersonChoice
from ventanilla.core.blueprint.questions.rating import Rating
from ventanilla.core.blueprint.questions.rows import Rows
from ventanilla.core.blueprint.questions.secret import Secret
from ventanilla.core.blueprint.questions.short_text import ShortText
from ventanilla.core.blueprint.questions.yes_no import YesNo

__all__ = [
    "AssetChoice",
    "Calculated",
    "Check",
    "Choice",
    "Choices",
    "Consent",
    "Date",
    "DateRange",
    "Element",
    "Elements",
    "EmailAddress",
    "FileUpload",
    "Hidden",
    "Identifier",
    "Instant",
    "ListOptions",
    "LocationChoice",
    "LongText",
    "LookedUp",
    "Media",
    "Money",
    "Note",
    "Number",
    "Option",
    "Pattern",
    "PersonChoice",
    "Persons",
    "Question",
    "Rating",
    "RowOptions",
    "Rows",
    "Secret",
    "ServiceChoice",
    "ShortText",
    "SourceOptions",
    "TeamChoice",
    "Text",
    "Time",
    "YesNo",
    "every_element",
]
