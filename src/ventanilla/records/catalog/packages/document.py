"""From YAML 1.2 text to plain values, with the place of each in the text.

Only what a package needs is read: texts, numbers, yes and no, lists and mappings. Bare words mean what the
core schema of YAML 1.2 says (https://yaml.org/spec/1.2.2/#103-core-schema), so `no`, `10:30` and `2027-03-31`
are text. Tags are refused; anchors may be used, within the bound on the number of values.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, cast

from django.utils.translation import gettext as _
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from ruamel.yaml.reader import ReaderError
from ruamel.yaml.resolver import VersionedResolver
from ruamel.yaml.tag import Tag

from ventanilla.records.catalog.packages.advice import advice, too_deep
from ventanilla.records.catalog.packages.faults import Fault, Place, TextRefused
from ventanilla.records.catalog.packages.scalars import meaning

MOST_CHARACTERS = 300_000
MOST_VALUES = 20_000
DEEPEST = 60
BARE = "bare"
TEXT = "tag:yaml.org,2002:str"
KNOWN_TAGS = frozenset({BARE, TEXT, "tag:yaml.org,2002:seq", "tag:yaml.org,2002:map"})

Path = tuple[str | int, ...]


@dataclass
class Document:
    """The values of a text, and where each of them and each key stands."""

    value: Any = None
    values: dict[Path, Place] = field(default_factory=dict)
    keys: dict[Path, Place] = field(default_factory=dict)

    def place(self, path: Path, *, of_key: bool = False) -> Place:
        """Where `path` stands; what isn't there (a missing key) stands where its nearest surroundings do.

        A list or mapping stands where its key does, a text or number where it is written itself.
        """
        for length in range(len(path), -1, -1):
            known = path[:length]
            if known in self.values:
                key = self.keys.get(known)
                return key if key and (of_key or length < len(path)) else self.values[known]
        return Place(1, 1)


def read(text: str) -> Document:
    """Read the one document in `text`. Raises TextRefused, naming line and column and what to do."""
    if len(text) > MOST_CHARACTERS:
        raise _refused(
            Place(1, 1), _("This file is too long: at most %(most)d characters.") % {"most": MOST_CHARACTERS}
        )
    node = _compose(text)
    if not isinstance(node, MappingNode):
        raise _refused(
            Place(1, 1), _("Write names and values here, such as “service: laptop” in the first line.")
        )
    reader = _Reader()
    reader.document.value = reader.read(node, ())
    if reader.faults:
        raise TextRefused(reader.faults)
    return reader.document


class _Resolver(VersionedResolver):
    """Leaves the meaning of bare words to `scalars`; everything in quotes is text."""

    def resolve(self, kind: type[Node], value: Any, implicit: Any) -> Any:
        if kind is ScalarNode:
            return Tag(suffix=BARE if implicit[0] else TEXT)
        return super().resolve(kind, value, implicit)


def _compose(text: str) -> Node | None:
    yaml = YAML(typ="safe", pure=True)
    yaml.Resolver = _Resolver
    yaml.composer.warn_double_anchors = False
    try:
        return cast(Node | None, yaml.compose(text))
    except MarkedYAMLError as error:
        raise _refused(*advice(error)) from error
    except ReaderError as error:
        raise _refused(
            _place_of(text, error.position), _("This character can't be read: delete it.")
        ) from error
    except RecursionError as error:
        raise _refused(Place(1, 1), too_deep()) from error
    except (YAMLError, ValueError) as error:
        raise _refused(Place(1, 1), _("This text can't be read as YAML: %(why)s") % {"why": error}) from error


class _Reader:
    """Turns nodes into values and gathers every fault on the way."""

    def __init__(self) -> None:
        self.document = Document()
        self.faults: list[Fault] = []
        self.seen = 0

    def read(self, node: Node, path: Path) -> Any:
        place = _place(node)
        self.document.values[path] = place
        self.seen += 1
        if self.seen > MOST_VALUES:
            raise _refused(
                place, _("This file holds too many values: at most %(most)d.") % {"most": MOST_VALUES}
            )
        if len(path) > DEEPEST:
            raise _refused(place, too_deep())
        if node.tag not in KNOWN_TAGS:
            self._fault(place, _("Tags aren't known here: take “%(tag)s” away.") % {"tag": _tag(node)})
            return ""
        if isinstance(node, MappingNode):
            return self._mapping(node, path)
        if isinstance(node, SequenceNode):
            return [self.read(item, (*path, index)) for index, item in enumerate(node.value)]
        return self._scalar(str(node.value), node.tag, place)

    def _mapping(self, node: MappingNode, path: Path) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for key_node, value_node in node.value:
            place = _place(key_node)
            key = key_node.value if isinstance(key_node, ScalarNode) else None
            if not isinstance(key, str) or not key:
                self._fault(place, _("A name must be a word: write it as “name: value”."))
            elif key in result:
                text = _("“%(key)s” is here already, in line %(line)d: keep one of the two.")
                first = self.document.keys[(*path, key)]
                self._fault(place, text % {"key": key, "line": first.line})
            else:
                self.document.keys[(*path, key)] = place
                result[key] = self.read(value_node, (*path, key))
        return result

    def _scalar(self, text: str, tag: str, place: Place) -> Any:
        if "\x00" in text or any("\ud800" <= character <= "\udfff" for character in text):
            self._fault(place, _("This text holds a character that can't be stored: delete it."))
        elif tag == TEXT:
            return text
        else:
            try:
                return meaning(text)
            except ValueError:
                self._fault(
                    place, _("This number is too large: write a smaller one, or put it in quotes as a text.")
                )
        return ""

    def _fault(self, place: Place, text: str) -> None:
        self.faults.append(Fault(place, text))


def _refused(place: Place, text: str) -> TextRefused:
    return TextRefused([Fault(place, text)])


def _place(node: Node) -> Place:
    return Place(node.start_mark.line + 1, node.start_mark.column + 1)


def _place_of(text: str, position: int) -> Place:
    before = text[:position]
    return Place(before.count("\n") + 1, position - before.rfind("\n"))


def _tag(node: Node) -> str:
    return str(node.tag).replace("tag:yaml.org,2002:", "!!")
