"""Components: their attributes are parsed like the rest, and their template is looked up once."""

from __future__ import annotations

from typing import Any

from django.template.base import Lexer, Parser
from django_cotton.templatetags import InlineTemplate
from django_cotton.templatetags._component import CottonComponentNode, PreparedAttr, PreparedValue

from ventanilla.surfaces.ui.quick.lookups import QuickVariable


class Inline:
    """An attribute with tags in it. It is drawn within a page, so that it needs no state of its own."""

    def __init__(self, nodes: Any) -> None:
        self.render = nodes.render


class Component(CottonComponentNode):  # type: ignore[misc]
    """A component of a page."""

    def __init__(self, node: CottonComponentNode, parser: type[Parser]) -> None:
        self.__dict__.update(vars(node))
        self._parser = parser
        self._prepared_attrs = [self._quick(each) for each in node._prepared_attrs]
        self._found: dict[str, Any] = {}

    def _quick(self, attr: PreparedAttr) -> PreparedAttr:
        made = attr.compiled
        if isinstance(made, InlineTemplate):
            return attr._replace(compiled=self._inline(made))
        if isinstance(made, PreparedValue):
            if made._variable is not None:
                made._variable = QuickVariable(made._variable.var)
            if made._template is not None:
                made._template = self._inline(made._template)
        return attr

    def _inline(self, made: InlineTemplate) -> Inline:
        tokens = Lexer(made.source).tokenize()
        return Inline(
            self._parser(tokens, made.engine.template_libraries, [self.active_library], made.origin).parse()
        )

    def _get_cached_template(self, context: Any, attrs: Any) -> Any:
        name = attrs.get("is") or ""
        found = self._found.get(name)
        if found is None:
            self._found[name] = found = super()._get_cached_template(context, attrs)
        return found
