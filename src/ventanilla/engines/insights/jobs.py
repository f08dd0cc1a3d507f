from __future__ import annotations

import logging
from datetime import timedelta

from ventanilla.core.kit import clock
from ventanilla.core.kit.jobs import job
from ventanilla.engines.insights import reviews
from ventanilla.engines.insights.counting.articles import count_articles
from ventanilla.engines.insights.counting.services import count_service
from ventanilla.engines.insights.models import FormVisit
from ventanilla.records.catalog.models import Service

log = logging.getLogger(__name__)

VISITS_KEPT = timedelta(days=120)
"""By then they stand in the figures of their month, which change no more."""


@job("insights.count", cron="50 3 * * *")
def count(timestamp: int = 0) -> None:
    """Count the figures of every service and article anew; one that can't be counted stops no other."""
    count_all()
    FormVisit.objects.filter(last_at__lt=clock.now() - VISITS_KEPT).delete()


def count_all() -> None:
    """Count every service that is asked for, then the articles."""
    services = Service.objects.filter(opens__isnull=True).select_related(
        "department__calendar", "live_version"
    )
    for service in services.order_by("pk"):
        try:
            count_service(service)
        except Exception:
            log.exception("the figures of %s could not be counted", service.slug)
    count_articles()


@job("insights.reviews", cron="20 6 * * *")
def tell_of_reviews(timestamp: int = 0) -> None:
    """Tell whoever answers for an article or a service that the day has come to look at it again."""
    for article in reviews.articles_due():
        try:
            reviews.tell_of_article(article)
        except Exception:
            log.exception("nobody could be told of the review of %s", article.slug)
    for service in reviews.services_due():
        try:
            reviews.tell_of_service(service)
        except Exception:
            log.exception("nobody could be told of the review of %s", service.slug)
