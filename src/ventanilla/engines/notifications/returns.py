"""Mail that came back: noted at the person's address, and told to the administrators once."""

from __future__ import annotations

import re

from django.db.models import F
from django.utils import translation
from django.utils.translation import gettext as _

from ventanilla.core.access.choices import Role
from ventanilla.core.access.queries import people_with
from ventanilla.core.kit import clock
from ventanilla.core.people.models import Person
from ventanilla.core.timeline.actions import action
from ventanilla.engines.notifications.actions.telling import tell_person
from ventanilla.engines.notifications.choices import MessageState
from ventanilla.engines.notifications.models import AddressTrouble, Message

STATUS = re.compile(r"\b5\.\d{1,3}\.\d{1,3}\b")
WHERE = "/designer/mailroom/"


def note_trouble(message: Message, answer: str) -> None:
    """Note that a mail came back from its reader's address; `answer` is what the mail server said. Administrators
    are told in the portal alone, and once for each address: mail about mail that doesn't arrive would go round."""
    person = message.person
    if person is None or person.email.lower() != message.to.lower():
        return
    status = STATUS.search(answer)
    detail = " ".join(filter(None, (status[0] if status else "", answer)))[:1000]
    trouble, new = AddressTrouble.objects.get_or_create(
        person=person, defaults={"email": message.to, "detail": detail, "since": clock.now()}
    )
    if new or trouble.email.lower() != message.to.lower():
        AddressTrouble.objects.filter(pk=trouble.pk).update(email=message.to, detail=detail, times=1)
        _tell_administrators(person)
    else:
        AddressTrouble.objects.filter(pk=trouble.pk).update(detail=detail, times=F("times") + 1)


@action
def note_return(*, message: Message, answer: str) -> None:
    """A mail of ours came back: `answer` is what the mail server said."""
    message = Message.objects.select_for_update(of=("self",)).get(pk=message.pk)
    if message.state == MessageState.RETURNED:
        return
    message.state, message.error = MessageState.RETURNED, answer[:1000]
    message.save(update_fields=["state", "error"])
    note_trouble(message, answer)


def forget_trouble(person: Person) -> None:
    """Somebody wrote from the address: it works."""
    AddressTrouble.objects.filter(person=person).delete()


def _tell_administrators(person: Person) -> None:
    for administrator in people_with(Role.PORTAL_ADMINISTRATOR):
        with translation.override(administrator.language or translation.get_language()):
            title = _("Mail to %(name)s comes back.") % {"name": person.name}
            text = _("The address is %(email)s. See what the mail server says.") % {"email": person.email}
            tell_person(administrator, title=title, text=text, path=WHERE, icon="exclamation-triangle")
