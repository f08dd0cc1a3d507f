"""Whoever answers for an article or a service is told once when the day has come to look at it again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests import factories
from tests.records.knowledge.made import article as made
from ventanilla.core.access.choices import Role
from ventanilla.core.kit import clock
from ventanilla.core.people.models import Person
from ventanilla.core.timeline.models import Entry
from ventanilla.engines.insights.jobs import tell_of_reviews
from ventanilla.engines.notifications.actions.telling import tell
from ventanilla.engines.notifications.models import Notification
from ventanilla.records.catalog.models import Service
from ventanilla.records.knowledge import actions
from ventanilla.records.knowledge.actions import Words
from ventanilla.records.knowledge.models import Article

pytestmark = pytest.mark.django_db


def due() -> list[Entry]:
    return list(Entry.objects.filter(type="insights.review_due").order_by("pk"))


@pytest.fixture
def nora() -> Person:
    return factories.with_role(Role.AGENT, factories.department(), "Nora", language="en")


@pytest.fixture
def article(nora: Person) -> Article:
    on = clock.now().date() + timedelta(days=3)
    team = factories.team("it-equipment", nora)
    texts = {"en": Words("Send a fax", "", "Like this.", ())}
    return made(texts, slug="fax", owner=nora, owner_team=team, review_on=on)


def test_the_owner_of_an_article_is_told_on_the_day_and_once(article: Article, nora: Person) -> None:
    tell_of_reviews()
    assert due() == []
    with clock.frozen(clock.now() + timedelta(days=3)):
        tell_of_reviews()
        tell_of_reviews()
    (entry,) = due()
    assert (entry.stream_id, entry.what.people_ids()) == (article.stream_id, [nora.pk])
    tell([entry.pk])
    news = Notification.objects.get(person=nora)
    assert (news.title, news.path) == ("It is time to look at “Send a fax” again.", "/desk/articles/fax/")


def test_another_day_is_told_again(article: Article) -> None:
    later = clock.now() + timedelta(days=3)
    with clock.frozen(later):
        tell_of_reviews()
        actions.reviewed(actor=None, article=article, review_on=later.date() + timedelta(days=30))
        tell_of_reviews()
    assert len(due()) == 1
    with clock.frozen(later + timedelta(days=30)):
        tell_of_reviews()
    assert len(due()) == 2


def test_of_a_service_whose_owner_has_left_the_team_is_told(nora: Person) -> None:
    service: Any = factories.service(service="thing", title={"en": "Thing"}, review_on="2020-01-31")
    service.owner_team.members.set([nora])
    Person.objects.filter(pk=service.owner_id).update(is_active=False)
    tell_of_reviews()
    (entry,) = due()
    assert entry.what.people_ids() == [nora.pk]
    assert entry.what.path("") == "/services/thing/", (
        "Nora designs nothing, so she is led to what she may see"
    )
    Service.objects.update(state="retired")
    tell_of_reviews()
    assert len(due()) == 1
