"""An e-mail address."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from ventanilla.core.blueprint.questions import EmailAddress
from ventanilla.records.intake.answer_type import AnswerType, clean
from ventanilla.records.intake.reading import Read, Wrong
from ventanilla.records.intake.scope import Scope

LONGEST = 254  # RFC 5321, 4.5.3.1.3


class EmailType(AnswerType[EmailAddress]):
    type: ClassVar[str] = "email"

    def read(self, question: EmailAddress, raw: Any, scope: Scope) -> Read:
        address = clean(raw).strip() if isinstance(raw, str) else ""
        try:
            validate_email(address[: LONGEST + 1])
        except ValidationError as error:
            raise Wrong(_("Write the whole e-mail address, as in name@example.com.")) from error
        name, _at, domain = address.rpartition("@")
        return Read(f"{name}@{domain.lower()}")

    def missing(self, question: EmailAddress) -> str:
        return _("Write an e-mail address.")

    def schema(self, question: EmailAddress, scope: Scope) -> dict[str, Any]:
        return {"type": "string", "format": "email", "maxLength": LONGEST}
