"""Pictures in articles, and who may see them."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ventanilla.core.files.models import StoredFile
from ventanilla.core.kit.errors import NotFound
from ventanilla.core.people.models import Person
from ventanilla.records.knowledge.models import Article, Picture


def picture_for(person: Person, key: UUID | str) -> StoredFile:
    """The picture with this key, when `person` may read or write its article. Raises NotFound."""
    readable = Q(article__in=Article.objects.visible_to(person).values("pk"))
    writable = Q(article__in=Article.objects.kept_by(person).values("pk"))
    rows = Picture.objects.filter(readable | writable, file__key=key).select_related("file")
    found = rows.first()
    if found is None:
        raise NotFound(_("There is no such picture, or you can't see it."))
    return found.file


def held_pictures(files: Sequence[StoredFile]) -> list[StoredFile]:
    """Those of `files` that belong to an article, so that they are kept."""
    held = set(Picture.objects.filter(file__in=[f.pk for f in files]).values_list("file_id", flat=True))
    return [stored for stored in files if stored.pk in held]
