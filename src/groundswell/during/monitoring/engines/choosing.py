"""The engine that the settings name."""

from __future__ import annotations

from importlib import import_module

from django.conf import settings

from groundswell.during.monitoring.engines.engine import Engine


def engine() -> Engine:
    """The engine of ``ANALYTICS_ENGINE``; it is imported only when it is asked for."""
    found: Engine = import_module(f"groundswell.during.monitoring.engines.{settings.ANALYTICS_ENGINE}").working()
    return found
