"""A directory that isn't one: for demonstrations and for trying a service before its connection is there."""

from __future__ import annotations

from ventanilla.engines.integrations.practice.connector import PracticeConnector

__all__ = ["PracticeConnector"]
