"""``groundswell analytics``: make, look at and check the monitoring store. Django is loaded only when one runs."""

from __future__ import annotations

import argparse
import importlib
from typing import Any

from groundswell.front.cli.printing import show
from groundswell.front.cli.product import ask_for_migrations, open_house

Commands = Any


def register(commands: Commands) -> None:
    """Add ``analytics`` and what it can do."""
    analytics = commands.add_parser("analytics", help="the store of values and ready roll-ups beside the database")
    inside = analytics.add_subparsers(dest="analytics_command", required=True, metavar="WHAT")
    for name, run, words in (
        ("rebuild", rebuild, "make the store anew from the database"),
        ("status", status, "how far the store follows the database"),
        ("check", check, "does the store say what the database says?"),
    ):
        one = inside.add_parser(name, help=words)
        one.add_argument("program", metavar="PROGRAM", nargs="?", help="short name of a program; all by default")
        one.add_argument("--json", action="store_true", help="for programs")
        one.set_defaults(run=run)


def rebuild(arguments: argparse.Namespace) -> int:
    """Make the store anew; the manifest is changed at the end, readers see the old one until then."""
    answers = _opened()
    show(answers.rebuilt(arguments.program, tell=not arguments.json), arguments.json)
    return 0


def status(arguments: argparse.Namespace) -> int:
    """Print how far the store is; 1 where it lacks something."""
    found = _opened().standing_answer(arguments.program)
    show(found, arguments.json)
    return int(any(row["waiting changes"] for row in found))


def check(arguments: argparse.Namespace) -> int:
    """Compare the store with the database; 1 where they differ."""
    found = _opened().checked(arguments.program, tell=not arguments.json)
    show(found, arguments.json)
    return int(any(row["differences"] for row in found))


def _opened() -> Any:
    open_house()
    ask_for_migrations()
    return importlib.import_module("groundswell.front.cli.analytics_answer")
