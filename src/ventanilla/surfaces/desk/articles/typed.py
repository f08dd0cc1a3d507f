"""What the editor's form holds: read from an article, or from what was typed, and made into a manuscript."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from ventanilla.core.kit import clock
from ventanilla.core.kit.errors import Invalid
from ventanilla.core.kit.text import languages
from ventanilla.core.people.models import Person
from ventanilla.records.catalog.models import Service
from ventanilla.records.knowledge import audiences
from ventanilla.records.knowledge.actions import About, Manuscript, Words
from ventanilla.records.knowledge.choices import Kind
from ventanilla.records.knowledge.models import Article
from ventanilla.records.knowledge.named import Named, about_of
from ventanilla.records.knowledge.policies import teams_written_by
from ventanilla.records.knowledge.words import check_words

FURTHEST = timedelta(days=3653)
FIELDS = ("kind", "category", "owner_team", "owner", "audience", "review_on")


@dataclass
class Typed:
    """`words` by language; `around` holds the fields beside the text, by name, and `lists` those with several
    values."""

    words: dict[str, Words]
    base: dict[str, int]
    edition: int
    language: str
    around: dict[str, str]
    lists: dict[str, list[str]]
    in_line: list[str] = field(default_factory=list)
    small: bool = False
    wanted: list[str] = field(default_factory=list)

    @property
    def shown(self) -> str:
        """The language whose tab is open."""
        return self.language


def from_article(article: Article, shown: str) -> Typed:
    """The form as it begins: the newest texts. The article comes with its texts."""
    texts = {text.language: text for text in article.translations.all()}
    rule = article.audience.rule if article.audience else None
    own = article.service_links.filter(from_package=False).order_by("position", "pk")
    related = article.related_links.order_by("position", "pk")
    return Typed(
        words={code: _newest(texts[code]) if code in texts else Words() for code in languages()},
        base={code: texts[code].newest.number if code in texts else 0 for code in languages()},
        edition=article.edition,
        language=shown if shown in languages() else article.language,
        around={
            "kind": article.kind,
            "category": article.category.slug,
            "owner_team": article.owner_team.slug,
            "owner": str(article.owner_id),
            "audience": audiences.chosen(rule),
            "review_on": article.review_on.isoformat() if article.review_on else "",
        },
        lists={
            "departments": audiences.departments_in(rule),
            "services": [str(pk) for pk in own.values_list("service_id", flat=True)],
            "related": [str(pk) for pk in related.values_list("related_id", flat=True)],
        },
        wanted=[code for code in languages() if code in texts],
    )


def _newest(text: Any) -> Words:
    newest = text.newest
    return Words(newest.title, newest.summary, newest.body, tuple(newest.keywords))


def empty(person: Person, language: str) -> Typed:
    """The form of an article that is about to be begun."""
    team = next(iter(teams_written_by(person)), None)
    around = dict.fromkeys(FIELDS, "")
    around |= {
        "kind": Kind.ARTICLE.value,
        "owner_team": team.slug if team else "",
        "owner": str(person.pk),
        "audience": "internal",
    }
    return Typed(
        words={code: Words() for code in languages()},
        base=dict.fromkeys(languages(), 0),
        edition=1,
        language=language if language in languages() else languages()[0],
        around=around,
        lists={"departments": [], "services": [], "related": []},
        wanted=list(languages()),
    )


def from_post(request: HttpRequest) -> Typed:
    """What was typed, as it came; nothing is refused here."""
    post = request.POST
    return Typed(
        words={code: _words(post, code) for code in languages()},
        base={code: _number(post.get(f"base_{code}", "")) for code in languages()},
        edition=_number(post.get("edition", "")),
        language=post.get("language", "") if post.get("language", "") in languages() else languages()[0],
        around={name: post.get(name, "").replace("\x00", "") for name in FIELDS},
        lists={
            "departments": _several(post, "departments"),
            "services": _several(post, "services"),
            "related": _several(post, "related"),
        },
        in_line=[code for code in languages() if post.get(f"in_line_{code}")],
        small=bool(post.get("small")),
        wanted=[code for code in languages() if post.get(f"publish_{code}")],
    )


def _words(post: QueryDict, code: str) -> Words:
    keywords = post.get(f"keywords_{code}", "").split(",")
    return Words(
        title=post.get(f"title_{code}", ""),
        summary=post.get(f"summary_{code}", ""),
        body=post.get(f"body_{code}", ""),
        keywords=tuple(word.strip() for word in keywords if word.strip()),
    ).tidy()


def _several(post: QueryDict, name: str) -> list[str]:
    """The values that stay ticked, and the one that was added."""
    values = [*post.getlist(name), post.get(f"{name}_more", "")]
    return [value.replace("\x00", "") for value in dict.fromkeys(values) if value.strip()]


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 9 else 0


def manuscript(typed: Typed, person: Person, article: Article | None) -> Manuscript:
    """What was typed, ready for the action. Raises Invalid with every field that can't be read."""
    about, faults = _about(typed, person, article)
    if about is None:
        for code, words in typed.words.items():
            if words or (article is None and code == original(typed)):
                faults |= check_words(words, code)
        raise Invalid(_("This article needs another look."), faults)
    return Manuscript(
        about=about,
        texts={code: words for code, words in typed.words.items() if words or typed.base[code]},
        language=original(typed),
        base=typed.base,
        edition=typed.edition,
        in_line=typed.in_line,
        small=typed.small,
    )


def _about(
    typed: Typed, person: Person, article: Article | None
) -> tuple[About | None, dict[str, list[str]]]:
    """What surrounds the text, or what is wrong with it by field."""
    around = typed.around
    review_on, no_date = _date(around["review_on"])
    named = Named(
        kind=around["kind"],
        category=around["category"],
        owner_team=around["owner_team"],
        owner=_owner(around["owner"]),
        audience=around["audience"],
        departments=typed.lists["departments"],
        review_on=review_on,
        services=_services(typed.lists["services"]),
        related=_related(typed.lists["related"], person),
    )
    about, faults = about_of(named, person, article)
    if no_date:
        return None, {**faults, "review_on": [no_date]}
    return about, faults


def original(typed: Typed) -> str:
    """The language that a new article is written in: the open one, unless only another has words."""
    written = [code for code, words in typed.words.items() if words]
    return typed.language if typed.language in written or not written else written[0]


def _owner(pk: str) -> Person | None:
    if not pk.isdecimal() or len(pk) > 17:
        return None
    return Person.objects.filter(pk=int(pk), is_active=True).first()


def _date(text: str) -> tuple[date | None, str]:
    if not text:
        return None, ""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None, _("Write the date as day, month and year.")
    if abs(found - clock.today(timezone.get_current_timezone())) > FURTHEST:
        return None, _("Choose a day within ten years. Look at the year.")
    return found, ""


def _ids(values: list[str]) -> list[int]:
    return [int(value) for value in values if value.isdecimal() and len(value) < 18]


def _in_order(rows: Mapping[int, Any], ids: list[int]) -> tuple[Any, ...]:
    return tuple(rows[pk] for pk in ids if pk in rows)


def _services(values: list[str]) -> tuple[Service, ...]:
    ids = _ids(values)
    return _in_order(Service.objects.in_bulk(ids), ids)


def _related(values: list[str], person: Person) -> tuple[Article, ...]:
    """Articles that the author may see; others can't be named, nor found out."""
    ids = _ids(values)
    kept, seen = Article.objects.kept_by(person), Article.objects.visible_to(person)
    rows = {row.pk: row for row in (*kept.filter(pk__in=ids), *seen.filter(pk__in=ids))}
    return _in_order(rows, ids)
