"""Django's templates with less work in each node, for production and tests (with DEBUG the loaders keep Django's own).

Templates are half of what a page takes of the processor. They are parsed into nodes that do the same as Django's, but
decide when they are parsed what Django decides each time that they are drawn: which of them always say the same, and
which are a plain look into the context. What isn't plain falls back on Django's own way.
"""

from __future__ import annotations
