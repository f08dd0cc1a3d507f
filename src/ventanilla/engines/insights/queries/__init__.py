"""Reads of figures that were counted before: a page never counts by itself."""

from ventanilla.engines.insights.queries.articles import article_figures, articles_lately, solved_lately
from ventanilla.engines.insights.queries.services import figures_by_month, figures_of_all, months_counted

__all__ = [
    "article_figures",
    "articles_lately",
    "figures_by_month",
    "figures_of_all",
    "months_counted",
    "solved_lately",
]
