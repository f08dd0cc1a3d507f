"""Asking for something: from answers to a routed ticket."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ventanilla.core.access.queries import department_principal, person_principal, team_principal
from ventanilla.core.blueprint import Package
from ventanilla.core.calendars.queries import working_hours
from ventanilla.core.kit import clock
from ventanilla.core.kit.errors import Invalid, NotAllowed
from ventanilla.core.people.models import Department, Person
from ventanilla.core.timeline.actions import action, at_hand, new_stream, record
from ventanilla.core.timeline.choices import SubjectKind
from ventanilla.records.catalog.models import Service
from ventanilla.records.catalog.policies import may_ask, may_ask_for
from ventanilla.records.catalog.queries import Opening, list_source, opening, package_of, told_until
from ventanilla.records.intake.context import Context
from ventanilla.records.intake.interpret import answer_facts, check
from ventanilla.records.intake.reading import Checked
from ventanilla.records.tickets import routing
from ventanilla.records.tickets.actions.access import grant_all
from ventanilla.records.tickets.actions.drafts import discard_draft
from ventanilla.records.tickets.actions.lock import hold
from ventanilla.records.tickets.actions.sending import digest_of_sending, remember, sent_before
from ventanilla.records.tickets.actions.sharing import readers_of
from ventanilla.records.tickets.choices import PREFIXES, Kind, Part, Reason
from ventanilla.records.tickets.entries import FaultFound, Routed, Submitted
from ventanilla.records.tickets.facts import asking_facts, surroundings, zone_of
from ventanilla.records.tickets.models import AnswerSet, Attachment, Ticket
from ventanilla.records.tickets.same import refuse_same
from ventanilla.records.tickets.telling import place_of, subject_of, weights_of


@action
def submit(
    *,
    actor: Person,
    service: Service,
    answers: Mapping[str, Any],
    requested_for: Person | None = None,
    key: str = "",
    language: str = "",
    number: str = "",
    drafted: bool = False,
    unless_same: bool = False,
) -> Ticket:
    """Ask for `service` with `answers` (raw, by question id), for oneself or for `requested_for`.

    With `key`, sending the same again within 24 hours gives the same ticket. `number` is one that was set aside (see
    `set_numbers_aside`), for what happened earlier and is brought in now. `drafted`: these are the answers of the
    person's draft, which is over with it. `unless_same`: not when the service says that somebody asked for the same.
    Raises NotAllowed when the service is not for this person (or not for that other one), Closed when it can't be asked
    for now, Invalid with `fields` for
    answers that can't be accepted, KeyReused when the key was used for something else, and AskedAlready.
    """
    beneficiary = requested_for or actor
    require_may_ask(actor, service, [beneficiary])
    body = digest_of_sending(service, answers, [beneficiary])
    earlier = sent_before(actor, key, body)
    if earlier:
        return earlier
    more = {"language": language, "number": number, "unless_same": unless_same}
    ticket = create(actor, beneficiary, service, answers, more)
    remember(actor, key, body, ticket)
    if drafted:
        discard_draft(actor=actor, service=service)
    return ticket


def context_for(
    actor: Person, beneficiary: Person, facts: Mapping[str, Any], department: Department
) -> Context:
    """What the form needs to know about its surroundings; working days are those of `department`."""
    return Context(
        person=actor,
        requested_for=beneficiary,
        today=facts["today"],
        lists=list_source(),
        facts=facts,
        is_working_day=lambda day: working_hours(department.calendar).is_working_day(day),
        zone=zone_of(department),
        department=department.slug,
    )


def require_may_ask(actor: Person, service: Service, people: Sequence[Person]) -> None:
    """Raise NotAllowed unless `actor` may ask for `service`, for each of `people`."""
    if not may_ask(actor, service) or service.live_version is None:
        raise NotAllowed(_("This service isn't available to you."))
    opens = opening_for(actor, service)
    if not opens.is_open:
        raise Closed(opens)
    if not all(person.pk == actor.pk or may_ask_for(actor, service, person) for person in people):
        raise NotAllowed(_("You can't ask for this service on behalf of that person."))


def opening_for(actor: Person, service: Service) -> Opening:
    """Whether `actor` finds the service open now. One without windows, or without a version, isn't closed."""
    if service.live_version is None or not package_of(service.live_version).open:
        return Opening(is_open=True)
    today = clock.today(zone_of(service.department))
    return opening(service.live_version, today, asking_facts(actor, actor, service.department))


class Closed(NotAllowed):
    """The service can't be asked for now; `opens_on` says when it can, if that is known."""

    def __init__(self, opens: Opening) -> None:
        super().__init__(closed_words(opens))
        self.opens_on = opens.opens_on


def closed_words(opens: Opening) -> str:
    """Why a service can't be asked for now, and when it can."""
    if opens.opens_on is None:
        return str(_("This service can't be asked for at the moment."))
    day = date_format(opens.opens_on, "DATE_FORMAT")
    return str(_("This service can't be asked for now. It opens on %(day)s.")) % {"day": day}


def create(
    actor: Person, beneficiary: Person, service: Service, answers: Mapping[str, Any], more: Mapping[str, Any]
) -> Ticket:
    """Check the answers and make the ticket; `more` are fields of its row, "language" and "number" when not empty.
    Raises Invalid with `fields`, and AskedAlready if `unless_same` is among them."""
    assert service.live_version is not None, "require_may_ask comes first"
    package = package_of(service.live_version)
    facts = asking_facts(actor, beneficiary, service.department)
    checked = check(package.form, answers, context_for(actor, beneficiary, facts, service.department))
    if checked.errors:
        raise Invalid(_("Some answers need another look."), checked.errors)
    if more.get("unless_same"):
        refuse_same(actor, [(service, package, checked.answers)])
    asked = {**facts, **answer_facts(package.form, checked.answers, checked.rows)}
    where = routing.decide(package, service.owner_team, asked, surroundings(service.department))
    where = routing.hand_out(where, {actor.pk, beneficiary.pk})
    place, told_place = place_of(package, checked.answers, beneficiary)
    pk, number = next_ticket(Kind(package.kind))
    ticket = Ticket.objects.create(
        pk=pk,
        number=more.get("number") or number,
        **_row_of_service(service, package),
        **_row_of_routing(where),
        requester=actor,
        requested_for=beneficiary,
        subject=subject_of(package, checked.answers, checked.rows),
        location=place,
        language=more.get("language") or get_language() or "",
        traces={
            "routing": where.because,
            "plainly": where.plainly,
            "routed": {"team": where.team.name, "tried": where.tried, "given": where.given},
            "weighed": where.weighed,
            "weight": weights_of(package, checked.answers, checked.rows),
            "place": told_place,
        },
        stream=new_stream(SubjectKind.TICKET, pk),
        **{name: more[name] for name in ("part", "parent", "order") if name in more},
    )
    hold(ticket)
    given = give_answers(ticket, 1, checked, actor)
    tie_files(ticket, checked)
    _let_in(ticket)
    _tell(ticket, given, checked, where)
    return ticket


def give_answers(ticket: Ticket, number: int, checked: Checked, actor: Person) -> AnswerSet:
    """Write a version of a ticket's answers, which count from now on."""
    given = AnswerSet.objects.create(
        ticket=ticket,
        number=number,
        answers=checked.answers,
        rows=checked.rows,
        given_by=actor,
        given_at=clock.now(),
    )
    at_hand()[AnswerSet, ticket.pk] = given
    return given


def _row_of_service(service: Service, package: Package) -> dict[str, Any]:
    """What a new ticket takes from its service, from now on its own."""
    assert service.live_version is not None  # submit() has checked
    now = clock.now()
    return {
        "kind": Kind(package.kind),
        "title": service.title,
        "service": service,
        "version": service.live_version,
        "department": service.department,
        "category": service.category,
        "confidential": package.confidential,
        "promised_at": told_until(package, service.department, now),
        "created_at": now,
        "last_activity_at": now,
    }


def _row_of_routing(where: routing.Routing) -> dict[str, Any]:
    return {
        "team": where.team,
        "assignee": where.assignee,
        "impact": where.impact,
        "urgency": where.urgency,
        "priority": where.priority,
    }


def tie_files(ticket: Ticket, checked: Checked, *, public: bool = True) -> None:
    """Tie the files of the answers to the ticket, so that those who see it may read them: the team alone, unless
    `public`."""
    if not any(checked.files.values()):
        return
    Attachment.objects.bulk_create(
        [
            Attachment(ticket=ticket, file=stored, question=question, public=public)
            for question, files in checked.files.items()
            for stored in files
        ],
        ignore_conflicts=True,
    )


def next_ticket(kind: Kind) -> tuple[int, str]:
    """The key of the next ticket, and the next number of the one sequence with the prefix of the kind: REQ-1042."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence('tickets_ticket', 'id')), nextval('ticket_number')"
        )
        pk, number = cursor.fetchone()
    return pk, f"{PREFIXES[kind]}-{number}"


def set_numbers_aside(count: int) -> int:
    """Take `count` numbers out of the sequence for tickets that are brought in later; the first of them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT setval('ticket_number', nextval('ticket_number') + %s)", [count - 1])
        return int(cursor.fetchone()[0]) - count + 1


def _let_in(ticket: Ticket) -> None:
    found = [
        (person_principal(ticket.requester_id), Reason.REQUESTER),
        (person_principal(ticket.requested_for_id), Reason.REQUESTED_FOR),
        (team_principal(ticket.team_id), Reason.TEAM),
    ]
    if ticket.part == Part.ONE and ticket.requester_id != ticket.requested_for_id:
        found.append((person_principal(ticket.requester_id), Reason.TOGETHER))
    if ticket.assignee_id:
        found.append((person_principal(ticket.assignee_id), Reason.ASSIGNEE))
    if not ticket.confidential:
        found.append((department_principal(ticket.department_id), Reason.DEPARTMENT))
        found.append((person_principal(ticket.service.owner_id), Reason.OWNER))
    grant_all(ticket, [*found, *readers_of(ticket)])


def _tell(ticket: Ticket, given: AnswerSet, checked: Checked, where: routing.Routing) -> None:
    files = [stored.digest for files in checked.files.values() for stored in files]
    submitted = Submitted(
        number=ticket.number,
        service=ticket.service.slug,
        service_version=ticket.version.number,
        answers=hashlib.sha256(json.dumps(given.answers, sort_keys=True).encode()).hexdigest(),
        files=files,
    )
    record(ticket.stream, submitted, actor=ticket.requester)
    routed = Routed(
        team=where.team.name,
        assignee=where.assignee.name if where.assignee else "",
        because=where.because,
    )
    record(ticket.stream, routed, actor=None)
    for problem in where.problems:
        record(ticket.stream, FaultFound(where="routing", problem=problem), actor=None)
