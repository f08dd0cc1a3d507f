"""One visit to the form of a service: who asks, for whom, and what they had begun."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from ventanilla.core.blueprint import Package, Section
from ventanilla.core.kit.errors import Invalid
from ventanilla.core.people.models import Person
from ventanilla.core.people.queries import by_email
from ventanilla.records.catalog.models import Service
from ventanilla.records.catalog.policies import may_ask_for, may_ask_for_others
from ventanilla.records.catalog.queries import package_of, service_to_ask
from ventanilla.records.intake.context import Context
from ventanilla.records.tickets.actions.submit import context_for
from ventanilla.records.tickets.drafts import draft_of
from ventanilla.records.tickets.facts import asking_facts
from ventanilla.records.tickets.models import Draft
from ventanilla.records.tickets.orders import Common, Item, Taken, common_of, items_of, taken_in
from ventanilla.surfaces.portal.catalogue.entry import live
from ventanilla.surfaces.portal.colleagues import colleague
from ventanilla.surfaces.portal.visit import Visit

WHOM = "requested_for"
BEGUN = "begun"
SEVERAL, ANOTHER, ADD, DROP = "several", "another", "_add_person", "_drop_person"


@dataclass
class Whom:
    """For whom it is: `kind` is "me", "other" or "several"; `wrong` says what is wrong with what was written."""

    kind: str
    person: Person
    people: list[Person] = field(default_factory=list)
    typed: str = ""
    wrong: str = ""


@dataclass
class Begun:
    """What a form is filled in with and for."""

    request: Visit
    service: Service
    whom: Whom
    draft: Draft | None

    @property
    def person(self) -> Person:
        return self.request.user

    @cached_property
    def package(self) -> Package:
        return package_of(live(self.service))

    @property
    def form(self) -> tuple[Section, ...]:
        return self.package.form

    @cached_property
    def context(self) -> Context:
        return asking_context(self.person, self.whom.person, self.service)

    @cached_property
    def taken(self) -> dict[str, Taken]:
        """What another service of the order asks for."""
        return taken_in(self.ordered, self.service)

    @cached_property
    def ordered(self) -> list[Item]:
        """What is in the order, when this service is."""
        return items_of(self.person) if self.in_order else []

    @cached_property
    def common(self) -> list[Common]:
        """What this form asks for others of the order, too."""
        return [one for one in common_of(self.ordered) if one.service.pk == self.service.pk]

    @property
    def in_order(self) -> bool:
        return self.draft is not None and self.draft.in_order

    @property
    def revision(self) -> int | None:
        """That of the draft that the page goes on from; None for a page that doesn't say."""
        given = self.request.POST.get("_draft", "")
        return int(given) if given.isdecimal() and len(given) < 10 else None


def begin(request: Visit, slug: str) -> Begun:
    """Raises NotFound for a service that isn't for this person, or is opened, not asked for."""
    service = service_to_ask(request.user, slug)
    draft = draft_of(request.user, service)
    whom = (
        posted_whom(request, service) if request.method == "POST" else kept_whom(request.user, service, draft)
    )
    return Begun(request, service, whom, draft)


def asking_context(person: Person, whom: Person, service: Service) -> Context:
    """What the form knows about who fills it in, and for whom."""
    return context_for(person, whom, asking_facts(person, whom, service.department), service.department)


def kept_whom(person: Person, service: Service, draft: Draft | None) -> Whom:
    """As the draft has it, as far as it is still allowed."""
    if draft is None or not may_ask_for_others(person, service):
        return Whom("me", person)
    if draft.people:
        rows = Person.objects.filter(pk__in=draft.people).order_by("pk")
        people = [one for one in rows if may_ask_for(person, service, one)]
        return Whom("several", people[0] if people else person, people)
    other = draft.requested_for
    if other is not None and may_ask_for(person, service, other):
        return Whom("other", other, typed=f"{other.name} ({other.email})")
    return Whom("me", person)


def posted_whom(request: Visit, service: Service) -> Whom:
    """As the page says it. People of other organisations sound like people who don't exist."""
    person, kind = request.user, request.POST.get("for")
    if kind not in ("other", "several") or not may_ask_for_others(person, service):
        return Whom("me", person)
    if kind == "several" and package_of(live(service)).several_people:
        return _several(request, service)
    typed = request.POST.get(WHOM, "")
    try:
        return Whom("other", _allowed(person, _somebody(person, typed, service), service), typed=typed)
    except Invalid as refusal:
        return Whom("other", person, typed=typed, wrong=str(refusal))


def begun_with(request: Visit, service: Service) -> Person:
    """Whose own the form began with, until now."""
    other = by_email(request.POST.get(BEGUN, "").replace("\x00", ""))
    return other if other is not None and may_ask_for(request.user, service, other) else request.user


def _several(request: Visit, service: Service) -> Whom:
    person, gone = request.user, request.POST.get(DROP, "")
    found: dict[int, Person] = {}
    for address in request.POST.getlist(SEVERAL)[:200]:
        one = by_email(address.replace("\x00", "")) if address != gone else None
        if one is not None and may_ask_for(person, service, one):
            found[one.pk] = one
    typed, wrong = request.POST.get(ANOTHER, "").strip(), ""
    if typed and not gone:
        try:
            one = _allowed(person, _somebody(person, typed, service), service)
            found, typed = {**found, one.pk: one}, ""
        except Invalid as refusal:
            wrong = str(refusal)
    people = list(found.values())
    return Whom("several", people[0] if people else person, people, typed, wrong)


def too_many(begun: Begun) -> str:
    """What is wrong with the number of people, when it is sent."""
    whom, most = begun.whom, begun.package.several_people
    if whom.kind != "several" or whom.wrong:
        return ""
    if not whom.people:
        return _("Add at least one person.")
    if len(whom.people) > most:
        return _("Name %(most)s people at most.") % {"most": most}
    return ""


def _allowed(person: Person, found: Person, service: Service) -> Person:
    if not may_ask_for(person, service, found):
        raise Invalid(
            _("You can't ask for this on behalf of that person. Choose somebody else, or ask for yourself.")
        )
    return found


def _somebody(person: Person, given: str, service: Service) -> Person:
    """A colleague; agents may also name a customer by the whole address."""
    try:
        return colleague(person, given, WHOM)
    except Invalid:
        stranger = by_email(given) if "@" in given else None
        if stranger is None or not may_ask_for(person, service, stranger):
            raise
        return stranger


def new_key_of(request: HttpRequest, fresh: str) -> str:
    """The name of this sending: the page's, or a new one."""
    return request.POST.get("key") or fresh
