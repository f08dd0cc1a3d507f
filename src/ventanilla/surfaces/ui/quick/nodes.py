"""The nodes that most of a page is made of."""

from __future__ import annotations

from functools import cache
from html import escape
from typing import Any

from django.conf import settings
from django.template.base import (
    Node,
    NodeList,
    TextNode,
    VariableDoesNotExist,
    VariableNode,
    render_value_in_context,
)
from django.template.defaulttags import IfNode, TemplateLiteral
from django.templatetags.i18n import TranslateNode
from django.templatetags.static import StaticNode
from django.urls import get_script_prefix, get_urlconf, reverse
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language


class Pieces(NodeList):
    """Nodes one after the other: neighbouring texts are one, and the others are drawn without a step in between."""

    def __init__(self, nodes: NodeList) -> None:
        super().__init__(nodes)
        self.contains_nontext = nodes.contains_nontext
        self.pieces: list[Any] = []
        for node in nodes:
            if type(node) is not TextNode:
                self.pieces.append(node.render)
            elif self.pieces and type(self.pieces[-1]) is str:
                self.pieces[-1] = "".join((self.pieces[-1], node.s))
            else:
                self.pieces.append("".join((node.s,)))  # no longer a SafeString

    def render(self, context: Any) -> SafeString:
        """All of them."""
        return SafeString("".join([piece if type(piece) is str else piece(context) for piece in self.pieces]))


class Output(VariableNode):
    """`{{ value }}`: texts, which most are, need no look at time zones and formats of numbers."""

    def render(self, context: Any) -> str:
        """The value, escaped."""
        value: Any = self.filter_expression.resolve(context)
        kind = type(value)
        if kind is SafeString:
            return value  # type: ignore[no-any-return]
        if kind is str:
            return escape(value) if context.autoescape else value
        return render_value_in_context(value, context)


class Branches(IfNode):
    """`{% if %}`."""

    def __init__(self, conditions_nodelists: list[tuple[Any, NodeList]]) -> None:
        super().__init__(conditions_nodelists)
        self.ways = [(_question(condition), nodes.render) for condition, nodes in conditions_nodelists]

    def render(self, context: Any) -> Any:
        """The first branch that holds."""
        for holds, draw in self.ways:
            try:
                chosen = holds is None or holds(context)
            except VariableDoesNotExist:
                chosen = False
            if chosen:
                return draw(context)
        return ""


def _question(condition: Any) -> Any:
    if type(condition) is TemplateLiteral:
        resolve: Any = condition.value.resolve  # type: ignore[union-attr]
        return lambda context: resolve(context, True)
    return None if condition is None else condition.eval


class Whole(Node):
    """What a loop draws each time, as one node."""

    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist
        self.render_annotated = nodelist.render  # type: ignore[method-assign]


class Words(Node):
    """`{% translate "…" %}`: the same in each language, whoever reads it."""

    child_nodelists = ()

    def __init__(self, node: TranslateNode) -> None:
        self._node = node
        self._said: dict[str | None, str] = {}

    def render(self, context: Any) -> str:
        """The words in the active language."""
        if not context.autoescape:
            return self._node.render(context)
        language = get_language()
        words = self._said.get(language)
        if words is None:
            self._said[language] = words = self._node.render(context)
        return words


class File(Node):
    """`{% static "…" %}`: the name of a file changes with a new version only, which other processes serve."""

    child_nodelists = ()

    def __init__(self, node: StaticNode) -> None:
        self._node = node
        self._url = ""

    def render(self, context: Any) -> str:
        """Where the file is served."""
        if not self._url:
            self._url = self._node.render(context)
        return self._url


class Way(Node):
    """`{% url "…" %}` without arguments."""

    child_nodelists = ()

    def __init__(self, name: str) -> None:
        self._name = name

    def render(self, context: Any) -> str:
        """The path."""
        return _path(self._name, get_script_prefix(), get_urlconf() or settings.ROOT_URLCONF)


@cache
def _path(name: str, _prefix: str, urls: Any) -> SafeString:
    return conditional_escape(reverse(name, urls))
