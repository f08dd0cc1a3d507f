"""Systems that speak HTTP and JSON."""

from __future__ import annotations

from ventanilla.engines.integrations.http.connector import HttpConnector

__all__ = ["HttpConnector"]
