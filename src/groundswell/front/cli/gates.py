"""``groundswell gates show``: may the next wave start? Django is loaded only when it runs."""

from __future__ import annotations

import argparse
import importlib
from typing import Any

from groundswell.front.cli.printing import show
from groundswell.front.cli.product import ask_for_migrations, open_house

Commands = Any


def register(commands: Commands) -> None:
    """Add ``gates`` and what it can do."""
    gates = commands.add_parser("gates", help="may the next wave start?")
    inside = gates.add_subparsers(dest="gates_command", required=True, metavar="WHAT")
    one = inside.add_parser("show", help="every check of a wave, and what was decided")
    one.add_argument("program", metavar="PROGRAM", help="short name of the program; the demonstration's is demo")
    one.add_argument("--wave", type=int, metavar="N", help="number of the wave; the next one by default")
    one.add_argument("--json", action="store_true", help="full precision, for programs")
    one.set_defaults(run=show_gate)


def show_gate(arguments: argparse.Namespace) -> int:
    """Print the gate of a wave."""
    open_house()
    answers = importlib.import_module("groundswell.front.cli.gates_answer")
    program = importlib.import_module("groundswell.front.cli.programs").program_named(arguments.program)
    ask_for_migrations()
    answer = answers.gate_answer(program, arguments.wave)
    show(answer if arguments.json else answers.for_people(answer), arguments.json)
    return 0
