"""What an article does for its readers, for those who write it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from ventanilla.core.access.identity import person_of
from ventanilla.engines.insights.models import ArticleFigures
from ventanilla.engines.insights.queries import article_figures
from ventanilla.records.knowledge import queries
from ventanilla.records.knowledge.choices import Reason
from ventanilla.surfaces.desk.articles.doors import for_writers
from ventanilla.surfaces.desk.articles.listing import title_of
from ventanilla.surfaces.ui.figures import (
    FEW,
    Bar,
    Figure,
    bars,
    month_name,
    month_options,
    share,
    wanted_month,
)
from ventanilla.surfaces.ui.format import moment

ByMonth = Mapping[date | None, ArticleFigures]


@require_safe
@for_writers
def figures(request: HttpRequest, slug: str) -> HttpResponse:
    """Who found it, whom it helped, and who asked all the same; in a month or in the last 90 days."""
    article = queries.article_kept_by(person_of(request), slug)
    by_month = article_figures(article)
    month = wanted_month(request)
    row = by_month.get(month)
    context = {
        "title": title_of(article),
        "url": reverse("desk:article", args=[slug]),
        "here": reverse("desk:article_figures", args=[slug]),
        "months": month_options([each for each in by_month if each]),
        "month": month.isoformat()[:7] if row and month else "",
        "figures": [_opened(row, by_month), _helped(row), _asked(row)] if row else [],
        "counted": moment(row.counted_at) if row else "",
        "known": bool(by_month),
    }
    return render(request, "desk/articles/figures.html", context)


def _opened(row: ArticleFigures, by_month: ByMonth) -> Figure:
    both = row.from_search + row.beside_form
    months = [one for month, one in sorted((m, r) for m, r in by_month.items() if m)][-12:]
    times = {"search": row.from_search, "beside": row.beside_form}
    said = _("Opened from the search: %(search)s. Beside a form: %(beside)s.") % times
    return Figure(
        key="opened",
        title=_("Who found it"),
        sentences=[said] if both else [],
        counted=both,
        note=_(
            "Each attempt to find help counts once. Who reads it by another way, such as from a link, isn't counted: "
            "nobody is watched while they read."
        ),
        bars=_months(months) if len(months) > 1 else [],
        bars_title=_("Opened, month by month"),
        legend=(("filled", _("From the search")), ("waiting", _("Beside a form"))),
        head=(
            _("Month"),
            _("From the search"),
            _("Beside a form"),
            _("It solved it"),
            _("Helped"),
            _("Didn't help"),
        ),
        rows=[_line(one) for one in months],
    )


def _months(months: Sequence[ArticleFigures]) -> Sequence[Bar]:
    return bars(
        [
            (
                month_name(one.month),
                str(one.from_search + one.beside_form),
                [("filled", one.from_search), ("waiting", one.beside_form)],
            )
            for one in months
            if one.month
        ]
    )


def _line(one: ArticleFigures) -> tuple[str, ...]:
    counts = (one.from_search, one.beside_form, one.solved, one.helpful, one.unhelpful)
    return (month_name(one.month) if one.month else "", *map(str, counts))


def _helped(row: ArticleFigures) -> Figure:
    votes = row.helpful + row.unhelpful
    sentences = []
    if row.solved:
        words = ngettext(
            "%(n)s reader said that it had solved it.",
            "%(n)s readers said that it had solved it.",
            row.solved,
        )
        sentences.append(words % {"n": row.solved})
    if votes >= FEW:
        values = {"share": share(row.helpful, votes)}
        sentences.append(_("It helped %(share)s who said whether it did.") % values)
    reasons = sorted(row.reasons.items(), key=lambda one: (-one[1], one[0]))
    told = [(str(Reason(name).label), times) for name, times in reasons if name in Reason.values]
    return Figure(
        key="helped",
        title=_("Whom it helped"),
        sentences=sentences,
        counted=votes,
        note=_(
            "“Solved” counts only who pressed “This solved it”: who reads and goes away may have given up. The last "
            "word of each reader counts."
        ),
        bars=bars([(label, str(times), [("filled", times)]) for label, times in told])
        if votes >= FEW
        else [],
        bars_title=_("Why it didn't help"),
        head=(_("Reason"), _("Readers")) if told else (),
        rows=[(label, str(times)) for label, times in told],
    )


def _asked(row: ArticleFigures) -> Figure:
    enough = row.readers >= FEW
    values = {"share": share(row.asked, row.readers)}
    return Figure(
        key="asked",
        title=_("Who asked all the same"),
        sentences=[
            _("%(share)s readers sent a request of a linked service within 30 days of reading it.") % values
        ]
        if enough
        else [],
        counted=row.readers,
        note=_(
            "Of the readers who found it by searching and whom the search still remembers. Asking isn't always bad: "
            "an article that leads to the right form does its work too. Confidential services aren't counted."
        ),
    )
