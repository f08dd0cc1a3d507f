from __future__ import annotations

from typing import Annotated, Any, ClassVar

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from ventanilla.engines.integrations.connector import (
    Answer,
    Attempt,
    ConnectionSettings,
    Connector,
    Done,
    Refused,
)
from ventanilla.engines.integrations.http import HttpConnector
from ventanilla.engines.integrations.ldap.connector import LdapConnector, one_time_password

SUFFIX = "ou=demonstration"


class PracticeSettings(ConnectionSettings):
    """Who isn't there, so that a refusal can be tried, too."""

    words: ClassVar = {
        "unknown": (_("Whom it doesn't know"), _("Names, separated by commas; everybody else is there.")),
    }
    unknown: Annotated[str, Field(max_length=500)] = ""


class PracticeConnector(Connector):
    """Does what a directory or a web service does, in appearance only: nothing is changed anywhere."""

    kind: ClassVar[str] = "practice"
    title: ClassVar = _("Demonstration system (changes nothing)")
    about: ClassVar = _(
        "Answers as a directory or a web service would, and does nothing: to show and to try services."
    )
    settings: ClassVar = PracticeSettings
    actions: ClassVar = {**LdapConnector.actions, **HttpConnector.actions}

    def perform(self, settings: PracticeSettings, action: str, inputs: Any, attempt: Attempt) -> Answer:
        if action in HttpConnector.actions:
            return Done({"status": 200})
        if action == "list":
            return Done({"items": [], "count": 0})
        unknown = {name.strip().lower() for name in settings.unknown.split(",")}
        if inputs.name.lower() in unknown:
            return Refused(f"nobody in the demonstration directory is called “{inputs.name}”")
        found: dict[str, Any] = {"dn": f"uid={inputs.name},{SUFFIX}", "name": inputs.name}
        match action:
            case "find":
                return Done({**found, "attributes": {"uid": inputs.name}, "groups": []})
            case "create":
                return Done({**found, "created": True})
            case "add_to_group" | "remove_from_group":
                return Done({**found, "group": inputs.group})
            case "set_password":
                return Done(found, secrets={"password": one_time_password()})
        return Done(found)

    def probe(self, settings: PracticeSettings) -> str:
        return str(_("It is a demonstration: it always answers, and changes nothing."))
