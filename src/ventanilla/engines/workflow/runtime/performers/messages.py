"""Messages that a service sends."""

from __future__ import annotations

from ventanilla.core.people.queries import team_by_slug
from ventanilla.engines.workflow import machine
from ventanilla.engines.workflow.entries import MessageSent
from ventanilla.engines.workflow.runtime.scene import Scene


def send_message(effect: machine.SendMessage, scene: Scene) -> list[machine.Event]:
    """Write the message into the timeline, for the people it is to; each reads it in their own language."""
    people: set[int] = set()
    for name in effect.to:
        person = scene.somebody(name)
        team = None if person else team_by_slug(name)
        if person:
            people.add(person.pk)
        elif team:
            people.update(team.members.filter(is_active=True).values_list("pk", flat=True))
    sent = MessageSent(
        texts=scene.write(effect.message),
        subjects={code: " ".join(text.split()) for code, text in scene.write(effect.subject).items()},
        people=sorted(people),
    )
    scene.record(sent)
    return []
