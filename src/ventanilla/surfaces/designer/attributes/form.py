"""The form of an attribute."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict
from django.utils.text import slugify

from ventanilla.core.kit.text import languages
from ventanilla.core.people.choices import AttributeSight, AttributeType
from ventanilla.core.people.models import AttributeDefinition, Department

LANGUAGES = {"es": "Español", "en": "English"}
NAMES = ("key", "type", "keeper", "seen_by", "own")
MORE_ROWS = 4
MOST_ROWS = 100
LONGEST = 120


@dataclass
class Form:
    """What was typed, by name, with the options in their order, and what is wrong with it."""

    values: dict[str, str]
    options: list[dict[str, str]] = field(default_factory=list)
    errors: dict[str, str] = field(default_factory=dict)

    def definition(self) -> dict[str, Any]:
        """For save_attribute."""
        label = {code: self.values[f"label_{code}"] for code in languages()}
        kind, sight = self.values["type"], self.values["seen_by"]
        return {
            "key": self.values["key"] or _key_of(label),
            "label": label,
            "type": AttributeType(kind) if kind in AttributeType.values else AttributeType.TEXT,
            "options": [_option(row) for row in self.options],
            "keeper": Department.objects.filter(slug=self.values["keeper"]).first(),
            "seen_by": AttributeSight(sight) if sight in AttributeSight.values else AttributeSight.KEEPERS,
            "own": self.values["own"] == "1",
        }

    def labels(self) -> list[dict[str, str]]:
        """The name in each language."""
        return [
            {
                "code": code,
                "language": LANGUAGES.get(code, code),
                "text": self.values.get(f"label_{code}", ""),
            }
            for code in languages()
        ]

    def option_rows(self) -> list[dict[str, Any]]:
        """Those that there are, and some empty ones."""
        rows = [*self.options, *({} for _row in range(MORE_ROWS))]
        return [
            {
                "value": row.get("value", ""),
                "number": number,
                "texts": [
                    {"code": code, "language": LANGUAGES.get(code, code), "text": row.get(code, "")}
                    for code in languages()
                ],
            }
            for number, row in enumerate(rows, 1)
        ]


def _option(row: dict[str, str]) -> dict[str, Any]:
    texts = {code: row[code] for code in languages() if row.get(code)}
    words = next((slugify(texts[code]) for code in ("en", *texts) if slugify(texts.get(code, ""))), "")
    return {"value": row["value"] or words[:60].strip("-"), "label": texts}


def _key_of(label: dict[str, str]) -> str:
    words = next((slugify(label[code]) for code in ("en", *label) if slugify(label.get(code, ""))), "")
    return words.replace("-", "_")[:40].strip("_")


def blank() -> Form:
    """A new one."""
    return Form({**dict.fromkeys(NAMES, ""), "type": AttributeType.TEXT, "seen_by": AttributeSight.KEEPERS})


def of(row: AttributeDefinition) -> Form:
    """As it is."""
    values = {
        "key": row.key,
        "type": row.type,
        "keeper": row.keeper.slug if row.keeper else "",
        "seen_by": row.seen_by,
        "own": "1" if row.own else "",
        **{f"label_{code}": row.label.get(code, "") for code in languages()},
    }
    return Form(values, [{"value": one["value"], **one.get("label", {})} for one in row.options])


def sent(data: QueryDict) -> Form:
    """As it was sent: options without any text are left out."""
    names = [*NAMES, *(f"label_{code}" for code in languages())]
    values = {name: _clean(data.get(name, "")) for name in names}
    columns = {code: data.getlist(f"option_{code}")[:MOST_ROWS] for code in languages()}
    kept = data.getlist("option_value")[:MOST_ROWS]
    rows = []
    for place in range(max(map(len, columns.values()), default=0)):
        texts = {code: _clean(column[place]) for code, column in columns.items() if place < len(column)}
        if any(texts.values()):
            rows.append({"value": _clean(kept[place]) if place < len(kept) else "", **texts})
    return Form(values, rows)


def _clean(text: str) -> str:
    return text.replace("\x00", "").strip()[:LONGEST]
