"""Carries out what the machine decides: steps as rows, effects as changes in the same transaction."""
