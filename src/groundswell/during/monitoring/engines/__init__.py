"""Engines: tables in, tables out. Which one works is a setting; nothing else in the house knows."""

from groundswell.during.monitoring.engines.choosing import engine
from groundswell.during.monitoring.engines.engine import Engine, Kernel, Source

__all__ = ["Engine", "Kernel", "Source", "engine"]
