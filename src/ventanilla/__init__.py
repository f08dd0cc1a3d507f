"""Ventanilla: the one window where everything is asked for."""

__version__ = "0.1.0"
