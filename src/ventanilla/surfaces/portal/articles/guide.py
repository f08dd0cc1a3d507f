"""Going through a guide, a step a page. The way gone stands in the address, so that going back, sharing and printing
work as everywhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ventanilla.core.people.models import Person
from ventanilla.records.catalog.queries import services_for
from ventanilla.records.knowledge.guides import Answer, Guide, GuideStep, Leads, is_walked, read_guide
from ventanilla.records.knowledge.markdown import render
from ventanilla.records.knowledge.models import Article
from ventanilla.records.knowledge.queries import article_for, articles_for, text_for

BETWEEN = "."
LONGEST = 60
"""Steps in an address; nobody goes that far."""


@dataclass(frozen=True)
class Way:
    """An answer as a link, or (`solves`) as a button that ends the guide."""

    text: str
    icon: str
    url: str = ""
    solves: bool = False


def is_guide(article: Article) -> bool:
    """Whether it is gone through step by step in the language that the reader gets."""
    return is_walked(text_for(article).body)


def gone_through(article: Article, person: Person, asked: dict[str, str]) -> dict[str, Any]:
    """The step that `asked` (the address's parameters) leads to, with what was answered before it."""
    text = text_for(article)
    guide = read_guide(text.body)
    names = asked.get("way", "").replace("\0", "")[:2000].split(BETWEEN)[:LONGEST]
    gone = guide.way(names)
    here = _here(guide, names, gone)
    way = [step.id for step, _answer in gone] + [here.id]
    trace = asked.get("need", "").replace("\0", "")
    return {
        "guide": guide,
        "opening": SafeString(render(guide.opening).html) if not gone else "",  # cleaned in render
        "step": here,
        "step_body": SafeString(render(here.body).html),
        "gone": [
            {"title": step.title, "answer": answer.text, "url": _url(article, way[: n + 1], trace)}
            for n, (step, answer) in enumerate(gone)
        ],
        "ways": _ways(article, person, guide, here, way, trace),
        "trace": trace,
        "trail": BETWEEN.join(way),
        "restart_url": reverse("portal:article", args=[article.slug]),
    }


def _here(guide: Guide, names: list[str], gone: list[tuple[GuideStep, Answer]]) -> GuideStep:
    """Where the way ends that was really gone; at the first step when it begins elsewhere."""
    first = guide.steps[0]
    if names[0] != first.id or not gone:
        return first
    return guide.step(gone[-1][1].to) or first


def _url(article: Article, way: list[str], trace: str) -> str:
    query = {"way": BETWEEN.join(way), **({"need": trace} if trace else {})}
    return f"{reverse('portal:article', args=[article.slug])}?{urlencode(query)}#step"


def _ways(
    article: Article, person: Person, guide: Guide, here: GuideStep, way: list[str], trace: str
) -> list[Way]:
    """The answers that lead somewhere for this reader: what they may not ask for is not offered."""
    asked_for = [answer.to for answer in here.answers if answer.leads is Leads.SERVICE]
    rows = services_for(person).filter(slug__in=asked_for).values_list("slug", "opens") if asked_for else ()
    open_to = dict(rows)
    found = []
    for answer in here.answers:
        if answer.leads is Leads.SOLVED:
            found.append(Way(answer.text, "check-circle", solves=True))
        elif answer.leads is Leads.STEP and guide.step(answer.to):
            found.append(Way(answer.text, "arrow-right", _url(article, [*way, answer.to], trace)))
        elif answer.leads is Leads.ARTICLE:
            found.append(Way(answer.text, "book-open", reverse("portal:article", args=[answer.to])))
        elif answer.leads is Leads.SERVICE and answer.to in open_to:
            leads = reverse("portal:service", args=[answer.to]) if open_to[answer.to] else ""
            url = leads or _form_url(article, answer, way, trace)
            found.append(Way(answer.text, "arrow-right" if leads else "paper-airplane", url))
    return found


def _form_url(article: Article, answer: Answer, way: list[str], trace: str) -> str:
    """The form, filled in as the guide says, and knowing what was tried."""
    query = {f"a.{name}": value for name, value in answer.answers.items()}
    query |= {"tried": f"{article.slug}{BETWEEN}{BETWEEN.join(way)}"}
    if trace:
        query["need"] = trace
    return f"{reverse('portal:ask', args=[answer.to])}?{urlencode(query)}"


def tried(person: Person, written: str) -> list[str]:
    """What the way through a guide says that somebody has tried, a line a step: "<article>.<step>.<step>…" as an
    address carries it. Nothing for what isn't a guide that they may read."""
    slug, *way = written.replace("\0", "")[:2000].split(BETWEEN)[:LONGEST]
    article = articles_for(person).filter(slug=slug).first() if way else None
    if article is None:
        return []
    guide = read_guide(text_for(article_for(person, slug)).body)
    gone = guide.way(way)
    lines = [
        _("%(step)s — %(answer)s") % {"step": step.title, "answer": answer.text} for step, answer in gone
    ]
    last = _here(guide, way, gone) if guide.steps else None
    return [*lines, last.title] if last and gone else lines
