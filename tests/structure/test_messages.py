"""Every word that people read has its Spanish: in the catalogues, in the templates and in the demo's content."""

from __future__ import annotations

import ast
import csv
import re
from collections import defaultdict
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from django.apps import apps
from django.conf import settings
from django.utils.translation.template import templatize

from ventanilla.records.catalog.packages.document import read

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "ventanilla"
SPANISH = Path("es") / "LC_MESSAGES" / "django.po"
LOADED = [
    *(Path(config.path) / "locale" for config in apps.get_app_configs()),
    *map(Path, settings.LOCALE_PATHS),
]
CATALOGUES = sorted(
    path for folder in LOADED if SOURCE in folder.parents and (path := folder / SPANISH).exists()
)
CODE = sorted(SOURCE.rglob("*.py"))
TEMPLATES = sorted(
    path
    for suffix in ("html", "txt", "svg")
    for path in SOURCE.rglob(f"templates/**/*.{suffix}")
    if "gallery" not in path.parts  # shows the components to those who build pages
)

# What the arguments of Django's functions are: c a context, s the message, p its plural.
FUNCTIONS = {
    "gettext": "s",
    "gettext_lazy": "s",
    "gettext_noop": "s",
    "ngettext": "sp",
    "ngettext_lazy": "sp",
    "pgettext": "cs",
    "pgettext_lazy": "cs",
    "npgettext": "csp",
    "npgettext_lazy": "csp",
}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
LETTERS = re.compile(r"[^\W\d_]{2,}")
TAGS = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
TRANSLATED = re.compile(r"\{%-?\s*(blocktrans(?:late)?|comment)\b.*?\{%-?\s*end\1\s*-?%\}", re.DOTALL)
READ_ALOUD = {"alt", "aria-label", "aria-description", "placeholder", "title", "label", "hint", "legend"}
NOT_WORDS = {"script", "style", "code", "kbd", "svg"}
NAMES = {"Ventanilla", "Español", "English", "Message", "ID"}  # a name is a name in every language
CLASSES = re.compile(r"\{% block (?:width|body_class) %\}[\w -]*\{% endblock %\}")
ATTRIBUTES = re.compile(
    r"[\w-]+=\"[^\"]*\"|\b(?:autofocus|hidden|required)\b"
)  # in a template for attributes only


class Message(NamedTuple):
    context: str | None
    text: str


def relative(path: Path) -> str:
    return str(path.relative_to(SOURCE))


def catalogue(path: Path) -> Catalog:
    with path.open("rb") as handle:
        return read_po(handle)


def forms(value: Any) -> list[str]:
    """The singular and the plural of a message or of its translation, or the one text it has."""
    return list(value) if isinstance(value, list | tuple) else [value]


def translatable(tree: ast.AST, aliases: dict[str, str]) -> Iterator[Message]:
    """The messages of the calls below `tree` whose function has one of the `aliases`."""
    for call in ast.walk(tree):
        if not isinstance(call, ast.Call):
            continue
        name = getattr(call.func, "attr", None) or aliases.get(getattr(call.func, "id", ""), "")
        roles = FUNCTIONS.get(name, "")
        given = dict(zip(roles, call.args, strict=False))
        if "s" in given and isinstance(given["s"], ast.Constant | ast.JoinedStr):
            assert isinstance(given["s"], ast.Constant), (
                f"line {call.lineno}: an f-string can't be translated"
            )
            yield Message(ast.literal_eval(given["c"]) if "c" in given else None, given["s"].value)


def messages_of_code(path: Path) -> Iterator[Message]:
    tree = ast.parse(path.read_text())
    aliases = {
        alias.asname or alias.name: alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
    }
    return translatable(tree, aliases)


def messages_of_template(path: Path) -> Iterator[Message]:
    names = "|".join(sorted(FUNCTIONS, key=len, reverse=True))
    text = r"""u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
    for call in re.finditer(
        rf"\b(?:{names}|_)\({text}(?:,\s*(?:{text}|count))*\)", templatize(path.read_text())
    ):
        yield from translatable(ast.parse(call[0]), {name: name for name in FUNCTIONS} | {"_": "gettext"})


def known_messages() -> set[Message]:
    return {
        Message(message.context, forms(message.id)[0])
        for path in CATALOGUES
        for message in catalogue(path)
        if message.id
    }


@pytest.mark.parametrize("path", CATALOGUES, ids=relative)
def test_a_catalogue_is_complete(path):
    spanish = catalogue(path)
    assert spanish.num_plurals == 2
    assert not spanish.obsolete
    for message in spanish:
        if not message.id:
            continue
        assert not message.fuzzy, message.id
        assert all(forms(message.string)), f"not translated: {message.id}"
        assert len(forms(message.id)) == len(forms(message.string)), message.id


@pytest.mark.parametrize("path", CATALOGUES, ids=relative)
def test_a_translation_has_the_placeholders_of_its_message(path):
    for message in catalogue(path):
        for english, spanish in zip(forms(message.id), forms(message.string), strict=True):
            assert sorted(PLACEHOLDER.findall(english)) == sorted(PLACEHOLDER.findall(spanish)), english


def test_every_catalogue_is_loaded():
    assert sorted(SOURCE.glob(f"**/locale/{SPANISH}")) == CATALOGUES


def test_every_message_of_the_code_has_its_spanish():
    known = known_messages()
    missing = [
        f"{relative(path)}: {message}"
        for path in CODE
        for message in messages_of_code(path)
        if message not in known
    ]
    assert missing == []


def test_every_message_of_the_templates_has_its_spanish():
    known = known_messages()
    missing = [
        f"{relative(path)}: {message}"
        for path in TEMPLATES
        for message in messages_of_template(path)
        if message not in known
    ]
    assert missing == []


def test_nothing_is_translated_that_nobody_says():
    said = {message for path in CODE for message in messages_of_code(path)}
    said |= {message for path in TEMPLATES for message in messages_of_template(path)}
    assert sorted(known_messages() - said, key=str) == []


def test_one_message_has_one_translation():
    """Django merges the catalogues of all apps: the same words with another meaning need a context."""
    found = defaultdict(lambda: defaultdict(list))
    for path in CATALOGUES:
        for message in catalogue(path):
            if message.id:
                key = Message(message.context, forms(message.id)[0])
                found[key][tuple(forms(message.string))].append(relative(path))
    assert {key: dict(said) for key, said in found.items() if len(said) > 1} == {}


class Words(HTMLParser):
    """Collects the texts that people see or hear in a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in NOT_WORDS
        self.found += [value for name, value in attrs if name in READ_ALOUD and value]

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attrs if name in READ_ALOUD and value]

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in NOT_WORDS

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.found.append(data)


@pytest.mark.parametrize("path", TEMPLATES, ids=relative)
def test_a_template_has_no_words_of_its_own(path):
    words = Words()
    words.feed(TAGS.sub(" ", TRANSLATED.sub(" ", CLASSES.sub(" ", path.read_text()))))
    if "<" not in path.read_text():
        words.found = [ATTRIBUTES.sub(" ", text) for text in words.found]
    assert [text for text in words.found if set(LETTERS.findall(text)) - NAMES] == []


def half_translated(content: Any, where: str = "") -> Iterator[str]:
    """Where a localized text lacks one of the portal's languages."""
    languages = {code for code, _name in settings.LANGUAGES}
    if isinstance(content, dict):
        if content.keys() & languages and not all(content.get(code) for code in languages):
            yield where
        for key, value in content.items():
            yield from half_translated(value, f"{where}.{key}")
    elif isinstance(content, list):
        for number, value in enumerate(content):
            yield from half_translated(value, f"{where}[{number}]")


@pytest.mark.parametrize("path", sorted(SOURCE.glob("demo/packages/*.yaml")), ids=relative)
def test_a_package_of_the_demo_speaks_every_language(path):
    assert list(half_translated(read(path.read_text()).value)) == []


@pytest.mark.parametrize("path", sorted(SOURCE.glob("demo/data/*.csv")), ids=relative)
def test_the_data_of_the_demo_speak_every_language(path):
    languages = [code for code, _name in settings.LANGUAGES]
    with path.open(newline="") as handle:
        rows = list(csv.DictReader(handle))
    bases = {
        key[: -len(code)] for key in rows[0] for code in languages if key == code or key.endswith(f"_{code}")
    }
    assert [
        row for row in rows for base in bases if not all(row.get(f"{base}{code}") for code in languages)
    ] == []
