"""Sentences of the formats in the active language: told as all sentences of the domain are."""

from groundswell.kit.telling import error_told, told

__all__ = ["error_told", "told"]
