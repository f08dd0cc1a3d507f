"""A form on several pages: which there are, where somebody is, and where a button leads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ventanilla.core.blueprint import Package
from ventanilla.core.kit.text import pick
from ventanilla.records.intake.reading import Checked
from ventanilla.surfaces.ui.forms import FormView
from ventanilla.surfaces.ui.forms.fields import Said

CHECK = "check-answers"
ONE = ""


@dataclass(frozen=True)
class Pages:
    """The pages that these answers lead through, by section; `check` is behind them all."""

    names: tuple[str, ...]
    titles: Mapping[str, str]
    check: bool

    @property
    def all(self) -> tuple[str, ...]:
        return (*self.names, CHECK) if self.check else self.names

    def known(self, here: str) -> str:
        """Where somebody is who says they are `here`."""
        return here if here in self.all else self.all[0]

    def last(self, here: str) -> bool:
        return self.all[-1] == here

    def move(self, here: str, by: int) -> str:
        place = self.all.index(self.known(here)) + by
        return self.all[min(max(place, 0), len(self.all) - 1)]

    def steps(self, here: str) -> list[dict[str, str]]:
        """For `c-steps`; nothing when there is one page."""
        if len(self.all) < 2 or self.names == (ONE,):
            return []
        at = self.all.index(here)
        return [
            {"label": self.title(name), "state": "done" if place < at else "here" if place == at else "next"}
            for place, name in enumerate(self.all)
        ]

    def title(self, name: str) -> str:
        return _("Check your answers") if name == CHECK else self.titles.get(name, "")

    def told(self, here: str) -> str:
        """«Step 2 of 4»."""
        place = {"n": self.all.index(here) + 1, "of": len(self.all)}
        return ngettext("Step %(n)s of %(of)s", "Step %(n)s of %(of)s", place["of"]) % place


def pages_of(package: Package, checked: Checked, *, away: Iterable[str] = ()) -> Pages:
    """One page for each section with something to answer or read, or one for all; without what is asked elsewhere
    (`away`)."""
    several = package.pages == "each_section" and len(package.form) > 1
    check = several if package.check_answers is None else package.check_answers
    if not several:
        return Pages((ONE,), {}, check)
    elsewhere = set(away)
    shown = [
        section
        for section in package.form
        if any(item.id in checked.visible and item.id not in elsewhere for item in section.questions)
    ]
    shown = shown or list(package.form[:1])
    return Pages(
        tuple(section.id for section in shown), {section.id: pick(section.title) for section in shown}, check
    )


def page_of_question(package: Package, pages: Pages, name: str) -> str:
    """Where a question stands, by its path; what is about the whole form is said on the last page."""
    if pages.names == (ONE,):
        return ONE
    if not name:
        return pages.names[-1]
    first = name.partition(".")[0]
    found = next((s.id for s in package.form if any(item.id == first for item in s.questions)), "")
    return pages.known(found)


def errors_on(
    package: Package, pages: Pages, here: str, errors: Mapping[str, list[str]]
) -> dict[str, list[str]]:
    """Those of `errors` that can be put right on this page."""
    return {name: words for name, words in errors.items() if page_of_question(package, pages, name) == here}


def laid_out(
    view: FormView,
    here: str,
    pages: Pages,
    *,
    away: Sequence[str] = (),
    common: Sequence[str] = (),
    told: str = "",
) -> FormView:
    """The same form with the sections of the other pages put away: their answers go with it all the same. So does
    what is asked elsewhere. What is asked in `common` with other services stands first, in a section of its own, of
    which is `told` for whom."""
    elsewhere, shared = set(away), set(common)
    sections, moved, first = [], [], []
    for section in view.sections:
        moved += [field for field in section.fields if field.name in elsewhere]
        stay = [field for field in section.fields if field.name not in elsewhere]
        off = here == CHECK or (pages.names != (ONE,) and section.id.removeprefix("s-") != here)
        if not off:
            first += [field for field in stay if field.name in shared]
            stay = [field for field in stay if field.name not in shared]
        sections.append(replace(section, fields=stay, away=off or not stay))
    if first:
        title = Said(_("For the whole order"))
        own = replace(
            view.sections[0], id="s-for-all", title=title, intro=Said(told), fields=first, away=False
        )
        sections.insert(0, own)
    if moved:
        sections.append(replace(view.sections[0], id="s-elsewhere", fields=moved, away=True))
    return replace(view, sections=sections)
