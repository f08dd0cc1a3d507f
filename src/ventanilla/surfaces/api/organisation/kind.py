"""One kind of what an organisation is made of, and the five operations that each kind has.

All of them are listed, added, shown, changed and removed alike; what differs stands in a class each (`kinds/`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema, Status

from ventanilla.core.access.policies import is_portal_admin, require
from ventanilla.core.kit.errors import Conflict, NotFound
from ventanilla.core.kit.paging import page
from ventanilla.core.kit.registers import Keeping, searched
from ventanilla.core.kit.text import listed
from ventanilla.core.people.models import Person
from ventanilla.surfaces.api.errors import Error, Standing, errors, sent
from ventanilla.surfaces.api.identity import caller
from ventanilla.surfaces.api.reading import Body, Cursor, Short
from ventanilla.surfaces.api.shapes import Listed
from ventanilla.surfaces.api.status import Texts

Values = dict[str, Any]
Reader = Callable[[Any, str], Any]


class Kept(Schema):
    """What all of them have. `name`: by language; `in_use`: whether it is offered; `edition`: which state this is."""

    name: dict[str, str]
    in_use: bool
    edition: str


class Change(Body):
    """What is left out stays. `edition`: the one that you go on from; another one is refused (409)."""

    name: Texts | None = None
    in_use: bool | None = None
    edition: Short | None = None


class Moved(Error):
    """It can't be done as it stands. After `changed`, `stands` is what somebody else has made of it."""

    stands: dict[str, Any] | None = None


class Kind:
    """`path` is where it is ("departments"), `one` names its operations; `out` is what it looks like, `new` and
    `change` are what is sent. `reads` turns what was sent into values of the action, by field."""

    path: ClassVar[str]
    one: ClassVar[str]
    keeping: ClassVar[Keeping]
    many: ClassVar[str]
    words: ClassVar[tuple[str, str]]
    """What one and several are called in the description."""
    out: ClassVar[type[Kept]]
    new: ClassVar[type[Body]]
    change: ClassVar[type[Change]]
    key: ClassVar[str] = "slug"
    order: ClassVar[tuple[str, ...]] = ("slug",)
    reads: ClassVar[Mapping[str, Reader]] = {}

    def rows(self) -> QuerySet[Any]:
        raise NotImplementedError

    def shown(self, row: Any) -> Values:
        """What `out` has besides name, use and edition."""
        raise NotImplementedError

    def stands(self, row: Any) -> Values:
        """The values of the action as they stand."""
        raise NotImplementedError

    def edition(self, row: Any) -> str:
        return self.keeping.edition(row)

    def save(self, actor: Person, row: Any | None, values: Values, edition: str | None) -> Model:
        raise NotImplementedError

    def set_in_use(self, actor: Person, row: Any, in_use: bool) -> None:
        self.keeping.set_in_use(row, actor=actor, in_use=in_use)

    def remove(self, actor: Person, row: Any) -> None:
        self.keeping.remove(row, actor=actor)

    def named_by(self, row: Any) -> list[str]:
        """The services whose package names it."""
        return []

    def found(self, key: str) -> Any:
        """Raises NotFound."""
        row = self.rows().filter(**{self.key: key}).first()
        if row is None:
            raise NotFound(_("There is nothing like that here."))
        return row

    def answer(self, row: Any) -> Kept:
        values = {"name": row.name, "in_use": row.in_use, "edition": self.edition(row)}
        return self.out(**values, **self.shown(row))

    def given(self, data: Body) -> Values:
        """What was sent, as values of the action; a name keeps the languages that aren't sent."""
        found = data.model_dump(exclude_unset=True, exclude={"in_use", "edition"})
        return {
            name: self.reads[name](value, name) if name in self.reads else value
            for name, value in found.items()
        }

    def changed(self, actor: Person, row: Any, data: Change) -> None:
        """Change what was sent. Raises Conflict when somebody else was faster."""
        given = self.given(data)
        if data.name is not None:
            given["name"] = {**row.name, **data.name.model_dump(exclude_unset=True)}
        else:
            given.pop("name", None)
        edition = data.edition or self.edition(row)
        if given:
            self.save(actor, row, self.stands(row) | given, edition)
        elif edition != self.edition(row):
            raise Conflict(_("Somebody else has changed this since you opened it."), code="changed")
        if data.in_use is not None and data.in_use != row.in_use:
            self.set_in_use(actor, row, data.in_use)


def administrator(request: HttpRequest) -> Person:
    """The caller, who administers the portal. Raises NotAllowed."""
    person = caller(request)
    require(is_portal_admin(person))
    return person


def register(router: Router, kind: Kind) -> None:
    """Give the kind its five operations."""
    for add in (_list, _create, _show, _change, _remove):
        add(router, kind)


def _named(operation: Callable[..., Any], name: str, words: str, **typed: Any) -> Callable[..., Any]:
    operation.__name__, operation.__doc__ = name, words
    operation.__annotations__ |= typed
    return operation


def _list(router: Router, kind: Kind) -> None:
    def operation(
        request: HttpRequest,
        q: Query[Short | None] = None,
        in_use: Query[bool | None] = None,
        after: Query[Cursor | None] = None,
    ) -> Any:
        administrator(request)
        rows = kind.rows() if in_use is None else kind.rows().filter(in_use=in_use)
        found = page(searched(rows, q or "", kind.key), order=kind.order, after=after, size=50)
        return Listed(items=[kind.answer(row) for row in found.items], next=found.next)

    words = "Fifty at a time; `q` looks in names, `in_use` takes those that are offered, or the others."
    router.get(
        f"/organisation/{kind.path}",
        response={200: Listed[kind.out], **errors(403)},  # type: ignore[name-defined]
        summary=f"All {kind.words[1]}",
    )(_named(operation, f"list_{kind.many}", words))


def _create(router: Router, kind: Kind) -> None:
    def operation(request: HttpRequest, data: Any) -> Any:
        made = kind.save(administrator(request), None, kind.given(data), None)
        return Status(201, kind.answer(kind.rows().get(pk=made.pk)))

    router.post(
        f"/organisation/{kind.path}",
        response={201: kind.out, **sent(403, 409)},
        summary=f"Add a {kind.words[0]}",
    )(
        _named(
            operation,
            f"create_{kind.one}",
            "A short name is made of the name when none is given.",
            data=kind.new,
        )
    )


def _address(kind: Kind) -> str:
    place = "{slug:slug}" if kind.key == "slug" else "{slug}"  # a code may have capitals and dots
    return f"/organisation/{kind.path}/{place}"


def _show(router: Router, kind: Kind) -> None:
    def operation(request: HttpRequest, slug: str) -> Any:
        administrator(request)
        return kind.answer(kind.found(slug))

    router.get(_address(kind), response={200: kind.out, **errors(403, 404)}, summary=f"One {kind.words[0]}")(
        _named(operation, f"show_{kind.one}", "With the edition to go on from.")
    )


def _change(router: Router, kind: Kind) -> None:
    def operation(request: HttpRequest, slug: str, data: Any) -> Any:
        person, row = administrator(request), kind.found(slug)
        try:
            kind.changed(person, row, data)
        except Conflict as refusal:
            stands = kind.answer(kind.found(slug)).model_dump(mode="json")
            raise Standing(refusal, stands=stands) from refusal
        return kind.answer(kind.found(slug))

    words = "409 (`changed`) when `edition` isn't the one that stands; `stands` is what it is now."
    router.patch(
        _address(kind),
        response={200: kind.out, **sent(403, 404), 409: Moved},
        summary=f"Change a {kind.words[0]}, or put it out of use",
    )(_named(operation, f"change_{kind.one}", words, data=kind.change))


def _remove(router: Router, kind: Kind) -> None:
    def operation(request: HttpRequest, slug: str) -> Any:
        person, row = administrator(request), kind.found(slug)
        if named := kind.named_by(row):
            said = _("These services name it: %(names)s.") % {"names": listed(named)}
            raise Conflict(said, code="in_use")
        kind.remove(person, row)
        return Status(204, None)

    words = "409 (`in_use`) while something hangs on it: put it out of use then."
    router.delete(
        _address(kind),
        response={204: None, **errors(403, 404, 409)},
        summary=f"Take a {kind.words[0]} away for good",
    )(_named(operation, f"remove_{kind.one}", words))
