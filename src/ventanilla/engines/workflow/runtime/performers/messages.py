"""Messages that a service sends."""

from __future__ import annotations

from django.conf import settings

from ventanilla.core.blueprint import Package
from ventanilla.core.blueprint.texts import ADDRESS
from ventanilla.core.kit.text import pick
from ventanilla.core.people.queries import by_email, team_by_slug
from ventanilla.engines.notifications.outside import write_outside
from ventanilla.engines.workflow import machine
from ventanilla.engines.workflow.entries import AddresseeUnknown, MessageSent
from ventanilla.engines.workflow.fault_words import fault_texts
from ventanilla.engines.workflow.runtime.naming import who_has_left
from ventanilla.engines.workflow.runtime.scene import Scene

ITS_TEAM = "ticket.team"
LONGEST_ADDRESS = 254  # RFC 5321, 4.5.3.1.3


def send_message(effect: machine.SendMessage, scene: Scene) -> list[machine.Event]:
    """Write the message into the timeline, for the people it is to; each reads it in their own language.

    Who isn't known here is told of to the owner, and the rest hear. Addresses from the answers get a mail, made in
    this transaction, so once; of a service that writes to nobody outside they are people of the portal.
    """
    people, unknown = known_to(inside(effect, scene.package), scene)
    addresses = list(dict.fromkeys(effect.outside)) if scene.package.outside_mail else []
    outside = [address for address in addresses if is_address(address)]
    unknown += [address for address in addresses if not is_address(address)]
    sent = MessageSent(
        texts=scene.write(effect.message),
        subjects={code: " ".join(text.split()) for code, text in scene.write(effect.subject).items()},
        people=sorted(people),
        outside=outside,
    )
    scene.record(sent)
    for address in outside:
        _write_to(address, sent, scene)
    left = {name: who_has_left(name) for name in unknown}
    _tell_owner("left_addressee", [known for known in left.values() if known], effect, scene)
    _tell_owner("unknown_addressee", [name for name, known in left.items() if not known], effect, scene)
    return []


def inside(effect: machine.SendMessage, package: Package) -> tuple[str, ...]:
    """The names of those to whom the message goes in the portal."""
    return effect.to if package.outside_mail else effect.to + effect.outside


def _tell_owner(code: str, names: list[str], effect: machine.SendMessage, scene: Scene) -> None:
    """Whom a message was for who can't be told."""
    if names:
        problem, owner = fault_texts(code, ", ".join(names)), scene.ticket.service.owner_id
        scene.record(AddresseeUnknown(where=effect.key.block, problem=problem, people=[owner]))


def is_address(text: str) -> bool:
    """Whether a mail may be sent there: one address, on one line, without anything that a header could trip over."""
    plain = len(text) <= LONGEST_ADDRESS and text.isprintable()
    return plain and ADDRESS.match(text) is not None


def known_to(names: tuple[str, ...], scene: Scene) -> tuple[set[int], list[str]]:
    """The people whom a message names, teams as their members, and the names that nobody has."""
    people: set[int] = set()
    unknown: list[str] = []
    for name in names:
        person = scene.somebody(name)
        team = None if person else scene.ticket.team if name == ITS_TEAM else team_by_slug(name)
        if person:
            people.add(person.pk)
        elif team:
            people.update(team.members.filter(is_active=True).values_list("pk", flat=True))
        else:
            unknown.append(name)
    return people, unknown


def _write_to(address: str, sent: MessageSent, scene: Scene) -> None:
    known = by_email(address)
    languages = [known.language if known else "", scene.ticket.language, settings.LANGUAGE_CODE]
    wanted = [language for language in languages if language]
    write_outside(
        scene.ticket,
        address,
        subject=pick(sent.subjects, wanted) or pick(scene.ticket.title, wanted),
        text=pick(sent.texts, wanted),
    )
