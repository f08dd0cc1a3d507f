"""The link in a mail that ends mails of its kind: without signing in, by one press, and it can be taken back.

Mail programs press it by themselves when somebody says «unsubscribe» there (RFC 8058): a POST without cookies. A GET
changes nothing, because machines that look for danger follow every link.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from ventanilla.core.kit.errors import NotFound
from ventanilla.core.kit.http import open_to_all
from ventanilla.core.people.models import Person
from ventanilla.engines.notifications.actions import resume_mails, stop_mails
from ventanilla.engines.notifications.choices import Post, Topic
from ventanilla.engines.notifications.tokens import (
    ALL_DAILY,
    BadToken,
    read_stop_token,
    read_undo_token,
    undo_token,
)
from ventanilla.engines.notifications.wishes import language_of, wishes_of
from ventanilla.surfaces.ui.tickets.words import listed


@csrf_exempt
@open_to_all
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Ask once, or do it."""
    person, topics = _meant(token)
    with translation.override(language_of(person)):
        shown: dict[str, object] = {"person": person, "kinds": listed(str(topic.label) for topic in topics)}
        if request.method == "POST":
            stopped = stop_mails(person=person, topics=topics)
            shown["done"] = True
            shown["undo_url"] = _undo_url(person, stopped) if stopped else ""
        return _never_shared(render(request, "portal/hearing/stop.html", shown))


@open_to_all
@never_cache
@require_POST
def undo(request: HttpRequest, token: str) -> HttpResponse:
    """Have them again as they came before."""
    try:
        pk, posts = read_undo_token(token)
        meant = {Topic(topic): Post(post) for topic, post in posts.items()}
    except (BadToken, ValueError, AttributeError) as error:
        raise NotFound(_("This link leads nowhere.")) from error
    person = _person(pk)
    with translation.override(language_of(person)):
        resume_mails(person=person, posts=meant)
        shown = {"person": person, "kinds": listed(str(topic.label) for topic in meant), "undone": True}
        return _never_shared(render(request, "portal/hearing/stop.html", shown))


def _meant(token: str) -> tuple[Person, list[Topic]]:
    """Whose mails, and of which kinds. Raises NotFound."""
    try:
        pk, name = read_stop_token(token)
        person = _person(pk)
        if name != ALL_DAILY:
            return person, [Topic(name)]
    except (BadToken, ValueError) as error:
        raise NotFound(_("This link leads nowhere.")) from error
    ways = wishes_of([person])[person.pk].ways
    return person, [topic for topic, way in ways.items() if way.mail == Post.DAILY]


def _person(pk: int) -> Person:
    found = Person.objects.filter(pk=pk, is_active=True).first()
    if found is None:
        raise NotFound(_("This link leads nowhere."))
    return found


def _undo_url(person: Person, stopped: dict[Topic, Post]) -> str:
    posts = {topic.value: post.value for topic, post in stopped.items()}
    return reverse("portal:stop_undo", args=[undo_token(person.pk, posts)])


def _never_shared(response: HttpResponse) -> HttpResponse:
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
