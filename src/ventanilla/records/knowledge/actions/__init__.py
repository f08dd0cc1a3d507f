"""Changes to articles, each with an entry on the article's own stream.

`actor=None` is the operator at the command line (import, demo); everybody else must write for the department that keeps
the article, but for voting, which is for readers.
"""

from __future__ import annotations

from ventanilla.records.knowledge.actions.importing import Imported, import_article, import_articles
from ventanilla.records.knowledge.actions.pictures import add_picture, picture_line, picture_words
from ventanilla.records.knowledge.actions.publishing import archive, publish, reviewed
from ventanilla.records.knowledge.actions.saving import Manuscript, save
from ventanilla.records.knowledge.actions.surroundings import link_service, settle, unlink_service
from ventanilla.records.knowledge.actions.votes import vote, withdraw_vote
from ventanilla.records.knowledge.actions.writing import TextMoved, create, propose, save_draft, words_of
from ventanilla.records.knowledge.words import About, Words

__all__ = [
    "About",
    "Imported",
    "Manuscript",
    "TextMoved",
    "Words",
    "add_picture",
    "archive",
    "create",
    "import_article",
    "import_articles",
    "link_service",
    "picture_line",
    "picture_words",
    "propose",
    "publish",
    "reviewed",
    "save",
    "save_draft",
    "settle",
    "unlink_service",
    "vote",
    "withdraw_vote",
    "words_of",
]
