"""The loader of templates that stands in the settings."""

from __future__ import annotations

from collections.abc import Iterable

from django.template import Template, TemplateDoesNotExist
from django.template.base import Origin
from django.template.loaders import base, cached

from ventanilla.surfaces.ui.quick.parsing import QuickTemplate


class Quick(base.Loader):
    """Where Django's loader makes a template of what it has read, this one makes a quick one."""

    def get_template(self, template_name: str, skip: Iterable[Origin] | None = None) -> Template:
        """The first template of this name. Raises TemplateDoesNotExist."""
        tried: list[tuple[Origin, str]] = []
        for origin in self.get_template_sources(template_name):
            if skip is not None and origin in skip:
                tried.append((origin, "Skipped to avoid recursion"))
                continue
            try:
                source = self.get_contents(origin)  # type: ignore[attr-defined]
            except TemplateDoesNotExist:
                tried.append((origin, "Source does not exist"))
                continue
            # With DEBUG, Django's own nodes tell where in the source an error is.
            kind = Template if self.engine.debug else QuickTemplate
            return kind(source, origin, str(origin.template_name), self.engine)
        raise TemplateDoesNotExist(template_name, tried=tried)


class Loader(cached.Loader, Quick):
    """Reads each template once, and makes it quick."""
