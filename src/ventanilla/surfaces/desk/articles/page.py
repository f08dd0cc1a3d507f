"""All that the editor shows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from ventanilla.core.branding.queries import brand
from ventanilla.core.kit import clock
from ventanilla.core.kit.registers import by_title
from ventanilla.core.kit.text import languages, pick
from ventanilla.core.people.models import Department, Person
from ventanilla.core.timeline.models import Entry
from ventanilla.records.catalog.choices import ServiceState
from ventanilla.records.catalog.models import Category, Service
from ventanilla.records.knowledge import audiences
from ventanilla.records.knowledge.choices import Kind, State
from ventanilla.records.knowledge.guides import faults
from ventanilla.records.knowledge.markdown import render
from ventanilla.records.knowledge.models import Article, Picture
from ventanilla.records.knowledge.policies import teams_written_by
from ventanilla.records.knowledge.queries import is_stale, reasons_against
from ventanilla.records.tickets.proposals import tickets_of
from ventanilla.surfaces.desk.articles import listing
from ventanilla.surfaces.desk.articles.states import Standing, standing, state_badge
from ventanilla.surfaces.desk.articles.typed import Typed
from ventanilla.surfaces.ui.format import day, time_tag

Shown = dict[str, Any]
MOST_OFFERED = 500
LATEST = 6


def editor(person: Person, article: Article | None, typed: Typed, errors: Shown | None = None) -> Shown:
    """The form as `typed`, with what is known about the article around it; `errors` by field."""
    wrong = errors or {}
    return {
        "article": article,
        "title": listing.title_of(article) if article else "",
        "state": state_badge(article) if article else None,
        "typed": typed,
        "texts": [_text(article, typed, code, wrong) for code in _codes(article)],
        "errors": wrong,
        "summary": [(f"id_{name.replace('.', '_')}", words) for name, words in wrong.items()],
        "keep": f"article:{article.slug if article else 'new'}:{person.pk}",
        "preview_url": reverse("desk:article_preview"),
        **_offers(person, article, typed),
        **(_about(article) if article else {}),
    }


def _codes(article: Article | None) -> list[str]:
    original = article.language if article else ""
    return sorted(languages(), key=lambda code: code != original)


def _text(article: Article | None, typed: Typed, code: str, errors: Shown) -> Shown:
    """One language of the form."""
    words = typed.words[code]
    stored = _stored(article).get(code)
    is_original = article is not None and article.language == code
    return {
        "code": code,
        "name": str(dict(settings.LANGUAGES)[code]),
        "standing": standing(article, code, stored) if article else Standing(code, "new", "", "neutral"),
        "words": words,
        "keywords": ", ".join(words.keywords),
        "base": typed.base[code],
        "errors": {
            name.partition(".")[0]: said for name, said in errors.items() if name.endswith(f".{code}")
        },
        "body": SafeString(render(words.body).html),  # cleaned there
        "faults": guide_faults(typed.around["kind"], words.body),
        "stale": bool(article and stored and is_stale(article, stored)),
        "changes_url": _changes_url(article, stored.source_revision) if article and stored else "",
        "in_line": code in typed.in_line,
        "publish": code in typed.wanted,
        "original": is_original,
        "translated": is_original and len(_stored(article)) > 1,
        "history_url": reverse("desk:article_history", args=[article.slug, code])
        if stored and article
        else "",
        "saved": _saved(stored),
    }


def guide_faults(kind: str, body: str) -> list[str]:
    """What would leave readers of a guide nowhere, in sentences."""
    return faults(body) if kind == Kind.GUIDE else []


def _stored(article: Article | None) -> dict[str, Any]:
    return {text.language: text for text in article.translations.all()} if article else {}


def _saved(stored: Any) -> Shown | None:
    if stored is None:
        return None
    author = stored.newest.author
    return {"who": author.name if author else "", "when": time_tag(stored.newest.saved_at)}


def _changes_url(article: Article, since: int | None) -> str:
    """What changed in the original since a translation last said the same."""
    original = _stored(article).get(article.language)
    if original is None or since is None:
        return ""
    url = reverse("desk:article_revision", args=[article.slug, article.language, original.newest.number])
    return f"{url}?since={since}"


def _offers(person: Person, article: Article | None, typed: Typed) -> Shown:
    """What can be chosen in the details."""
    teams = teams_written_by(person)
    if article and all(team.pk != article.owner_team_id for team in teams):
        teams.append(article.owner_team)
    rule = article.audience.rule if article and article.audience else None
    chosen = {team.slug: team for team in teams}.get(typed.around["owner_team"])
    return {
        "kinds": Kind.choices,
        "categories": [(row.slug, pick(row.name)) for row in Category.objects.order_by("position", "pk")],
        "teams": [(team.slug, pick(team.name)) for team in teams],
        "owners": _owners(person, article, chosen),
        "audiences": audiences.choices(rule),
        "departments": [
            {"value": row.slug, "label": pick(row.name)} for row in by_title(Department.objects.all())
        ],
        **_services(typed.lists["services"]),
        **_related(person, article, typed.lists["related"]),
    }


def _owners(person: Person, article: Article | None, team: Any) -> list[tuple[str, str]]:
    people = {person.pk: person.name}
    if article:
        people[article.owner_id] = article.owner.name
    if team is not None:
        members = team.members.filter(is_active=True)
        people |= {member.pk: member.name for member in members}
    return [(str(pk), name) for pk, name in sorted(people.items(), key=lambda pair: pair[1])]


def _services(chosen: Sequence[str]) -> Shown:
    """Those that are ticked, and all others to add."""
    rows = Service.objects.filter(state=ServiceState.LIVE).only("pk", "slug", "title").order_by("slug")
    known = {str(row.pk): pick(row.title) or row.slug for row in rows[:MOST_OFFERED]}
    missing = [pk for pk in chosen if pk not in known and pk.isdecimal() and len(pk) < 18]
    known |= {str(row.pk): pick(row.title) or row.slug for row in Service.objects.filter(pk__in=missing)}
    return {
        "services": [{"value": pk, "label": known[pk], "checked": True} for pk in chosen if pk in known],
        "more_services": _by_name((pk, label) for pk, label in known.items() if pk not in chosen),
    }


def _related(person: Person, article: Article | None, chosen: Sequence[str]) -> Shown:
    kept = Article.objects.kept_by(person) | Article.objects.visible_to(person)
    rows = kept.exclude(state=State.ARCHIVED)
    if article:
        rows = rows.exclude(pk=article.pk)
    texts = rows.values_list("pk", "translations__language", "translations__title").order_by("pk")
    titles: dict[str, dict[str, str]] = {}
    for pk, code, title in texts[: 2 * MOST_OFFERED]:
        titles.setdefault(str(pk), {})[code or ""] = title or ""
    known = {pk: pick(words) for pk, words in titles.items()}
    return {
        "related": [{"value": pk, "label": known[pk], "checked": True} for pk in chosen if pk in known],
        "more_related": _by_name((pk, label) for pk, label in known.items() if pk not in chosen),
    }


def _by_name(pairs: Any) -> list[tuple[str, str]]:
    return sorted(pairs, key=lambda pair: pair[1].casefold())


def _about(article: Article) -> Shown:
    """What only an article that is there already has."""
    reasons, said = reasons_against(article)
    today = clock.today(timezone.get_current_timezone())
    due = article.state == State.LIVE and article.review_on is not None and article.review_on <= today
    return {
        "url": reverse("desk:article", args=[article.slug]),
        "public_url": reverse("portal:article", args=[article.slug]) if article.state == State.LIVE else "",
        "reasons": [{"label": reason.label, "times": times} for reason, times in reasons],
        "said": [{"text": vote.text, "when": time_tag(vote.voted_at)} for vote in said],
        "review_due": day(article.review_on) if due else "",
        "from_tickets": tickets_of(article.pk),
        "pictures": [
            {"key": picture.file.key, "name": picture.file.name, "url": _picture_url(picture)}
            for picture in Picture.objects.filter(article=article).select_related("file").order_by("-pk")
        ],
        "package_links": [
            pick(link.service.title)
            for link in article.service_links.filter(from_package=True).select_related("service")
        ],
        "entries": _entries(article),
    }


def _picture_url(picture: Picture) -> str:
    return reverse("portal:picture", args=[picture.file.key])


def _entries(article: Article) -> list[Shown]:
    rows = Entry.objects.filter(stream=article.stream_id).exclude(type="article.voted")
    latest = rows.select_related("actor").order_by("-position")[:LATEST]
    return [
        {
            "icon": entry.what.icon,
            "text": entry.what.say(entry.actor.name if entry.actor else brand().name),
            "when": time_tag(entry.at),
        }
        for entry in latest
    ]
