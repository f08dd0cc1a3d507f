"""Telling whoever answers for an article or a service that the day has come to look at it again. Once for each day
that was set: whoever sets a later one is told again then."""

from __future__ import annotations

from datetime import date

from ventanilla.core.kit import clock
from ventanilla.core.kit.text import Localized
from ventanilla.core.people.models import Person, Team
from ventanilla.core.timeline.actions import action, record
from ventanilla.core.timeline.models import Entry, Stream
from ventanilla.engines.insights.entries import ReviewDue
from ventanilla.records.catalog.choices import ServiceState
from ventanilla.records.catalog.models import Service
from ventanilla.records.catalog.policies import may_design
from ventanilla.records.catalog.queries import package_of
from ventanilla.records.knowledge.choices import State
from ventanilla.records.knowledge.models import Article
from ventanilla.records.knowledge.policies import may_write
from ventanilla.records.tickets.facts import zone_of


def articles_due() -> list[Article]:
    """The published articles that were to be looked at by today, somewhere in the world."""
    rows = Article.objects.filter(state=State.LIVE, review_on__lte=clock.now().date())
    related = ("owner", "owner_team", "department__calendar", "stream")
    return list(
        rows.select_related(*related).prefetch_related("translations__newest").order_by("review_on", "pk")
    )


def services_due() -> list[Service]:
    """The live services that were to be looked at by today."""
    rows = Service.objects.filter(state=ServiceState.LIVE).select_related(
        "owner", "owner_team", "department__calendar", "live_version", "stream"
    )
    return [service for service in rows.order_by("pk") if _reached(service)]


@action
def tell_of_article(article: Article) -> bool:
    """Whether somebody is told now: not twice of the same day."""
    if article.review_on is None or article.review_on > clock.today(zone_of(article.department)):
        return False
    titles = {text.language: text.newest.title for text in article.translations.all()}
    people = _who(article.owner, article.owner_team)
    writes = any(may_write(person, article) for person in people)
    where = f"/desk/articles/{article.slug}/" if writes else f"/articles/{article.slug}/"
    return _tell(article.stream, titles, article.review_on, where, people)


@action
def tell_of_service(service: Service) -> bool:
    """The same for a service."""
    day = _reached(service)
    if day is None:
        return False
    people = _who(service.owner, service.owner_team)
    designs = any(may_design(person, service) for person in people)
    where = f"/designer/services/{service.slug}/" if designs else f"/services/{service.slug}/"
    return _tell(service.stream, service.title, day, where, people)


def _reached(service: Service) -> date | None:
    if service.live_version is None:
        return None
    day = package_of(service.live_version).review_on
    return day if day and day <= clock.today(zone_of(service.department)) else None


def _who(owner: Person, team: Team) -> list[Person]:
    """Whoever answers for it; when they have left, their team."""
    return [owner] if owner.is_active else list(team.members.filter(is_active=True).order_by("pk"))


def _tell(stream: Stream, title: Localized, day: date, where: str, people: list[Person]) -> bool:
    Stream.objects.select_for_update().get(pk=stream.pk)
    told = Entry.objects.filter(stream=stream, type=ReviewDue.name, payload__review_on=day.isoformat())
    if told.exists():
        return False
    due = ReviewDue(title=title, review_on=day, where=where, people=[person.pk for person in people])
    record(stream, due, actor=None)
    return True
