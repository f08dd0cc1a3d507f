"""Parses templates into quick nodes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.template.base import Lexer, Node, NodeList, Parser, Template, TextNode, Token, VariableNode
from django.template.defaulttags import ForNode, IfNode, URLNode
from django.template.library import SimpleNode
from django.templatetags.i18n import TranslateNode
from django.templatetags.static import StaticNode
from django_cotton.templatetags._component import CottonComponentNode

from ventanilla.surfaces.ui.icons import icon
from ventanilla.surfaces.ui.quick.components import Component
from ventanilla.surfaces.ui.quick.lookups import QuickExpression
from ventanilla.surfaces.ui.quick.nodes import Branches, File, Output, Pieces, Way, Whole, Words


class QuickParser(Parser):
    """Django's parser, which puts a quick node in the place of each that has one."""

    def parse(self, parse_until: Any = None) -> Pieces:
        """The nodes up to one of these tags, or to the end."""
        return Pieces(super().parse(parse_until))

    def compile_filter(self, token: str) -> QuickExpression:
        """A variable with its filters."""
        return QuickExpression(token, self)

    def extend_nodelist(self, nodelist: NodeList, node: Node, token: Token) -> None:
        """Append a node."""
        quick = QUICK.get(type(node))
        super().extend_nodelist(nodelist, quick(node) if quick else node, token)


class QuickTemplate(Template):
    """A template."""

    def compile_nodelist(self) -> NodeList:
        """Its nodes."""
        engine = self.engine
        parser = QuickParser(
            Lexer(self.source).tokenize(), engine.template_libraries, engine.template_builtins, self.origin
        )
        nodes = parser.parse()
        self.extra_data = parser.extra_data
        return nodes


def _loop(node: Any) -> Any:
    node.nodelist_loop = NodeList([Whole(node.nodelist_loop)])
    return node


def _words(node: Any) -> Any:
    words, meaning = node.filter_expression, node.message_context
    if words.var.literal is None:
        words.plain = None  # what the variable says is translated
        return node
    fixed = not words.filters and (meaning is None or meaning.constant() is not None)
    return Words(node) if fixed and not node.asvar else node


def _file(node: Any) -> Any:
    return File(node) if node.path.constant() is not None and not node.varname else node


def _way(node: Any) -> Any:
    name = node.view_name.constant()
    return node if name is None or node.args or node.kwargs or node.asvar else Way(name)


def _icon(node: Any) -> Any:
    given = [each.constant() for each in node.args]
    if node.func is not icon or node.kwargs or node.target_var or None in given:
        return node
    return TextNode(icon(*given))


QUICK: dict[type[Node], Callable[[Any], Node]] = {
    VariableNode: lambda node: Output(node.filter_expression),
    IfNode: lambda node: Branches(node.conditions_nodelists),
    ForNode: _loop,
    TranslateNode: _words,
    StaticNode: _file,
    URLNode: _way,
    SimpleNode: _icon,
}
QUICK[CottonComponentNode] = lambda node: Component(node, QuickParser)
