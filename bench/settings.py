"""The settings of production, and what only the bench needs: a bare list, and a count of queries in each answer."""

from __future__ import annotations

from pathlib import Path

from ventanilla.config.settings import *  # noqa: F403
from ventanilla.config.settings import MIDDLEWARE, TEMPLATES

MIDDLEWARE = ["bench.server.count_queries", "bench.server.bare_list", *MIDDLEWARE]
TEMPLATES[0]["DIRS"] = [Path(__file__).parent / "templates"]
