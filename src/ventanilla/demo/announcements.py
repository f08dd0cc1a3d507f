"""What Acme announces: to everybody at Acme, to one office, and to its customers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from ventanilla.core.announcements.actions import save
from ventanilla.core.announcements.choices import Tone
from ventanilla.core.announcements.reach import Reach
from ventanilla.core.kit import clock
from ventanilla.core.people.choices import OrganizationKind
from ventanilla.demo.organisation import person

Words = dict[str, str]


@dataclass(frozen=True)
class Said:
    """Made by `who` so many days ago, for so many days."""

    who: str
    days_ago: int
    lasts: int
    reach: Reach
    title: Words
    text: Words
    tone: Tone = Tone.INFO
    link: str = ""


SAID = (
    Said(
        "admin",
        6,
        30,
        Reach(kinds=(OrganizationKind.INTERNAL,)),
        {"es": "Todo se pide aquí", "en": "Everything is asked for here"},
        {
            "es": "Personas, Finanzas e Instalaciones ya atienden en esta ventanilla. Los formularios en papel "
            "dejan de usarse a final de mes.",
            "en": "HR, Finance and Facilities are now at this window too. Paper forms go out of use at the end of the "
            "month.",
        },
        Tone.POSITIVE,
        "/services/",
    ),
    Said(
        "admin",
        1,
        9,
        Reach(places=("barcelona",)),
        {"es": "Obras en la entrada de Poblenou", "en": "Works at the Poblenou entrance"},
        {
            "es": "Hasta el viernes se entra por la calle de atrás, con la tarjeta de siempre.",
            "en": "Until Friday the way in is from the street behind, with your usual badge.",
        },
        Tone.CAUTION,
    ),
    Said(
        "admin",
        2,
        20,
        Reach(kinds=(OrganizationKind.CUSTOMER,)),
        {"es": "Nuevo horario de atención", "en": "New support hours"},
        {
            "es": "Desde este mes contestamos de 8:00 a 19:00, también los viernes.",
            "en": "From this month on we answer from 8:00 to 19:00, on Fridays too.",
        },
    ),
)


def make(now: datetime) -> None:
    """All of them, as the administrator announced them in the days before `now`."""
    for said in SAID:
        starts_at = now - timedelta(days=said.days_ago)
        with clock.frozen(starts_at):
            save(
                actor=person(said.who),
                title=said.title,
                text=said.text,
                reach=said.reach,
                starts_at=starts_at,
                ends_at=now + timedelta(days=said.lasts),
                tone=said.tone,
                link=said.link,
            )
