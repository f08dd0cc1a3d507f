"""Marks that pages carry."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])


def open_to_all(view: View) -> View:
    """This page needs nobody signed in. Without the mark a page asks for sign-in."""
    view.open_to_all = True  # type: ignore[attr-defined]
    return view
