"""The plan command: a folder of CSV in, who starts when and why out. No database, no Django."""

from __future__ import annotations

import argparse
from typing import Any

from groundswell.front.cli.printing import show

Commands = Any
TEMPLATE = "template"


def register(subparsers: Commands) -> None:
    """Add ``plan DIR`` and ``plan template DIR``."""
    plan = subparsers.add_parser("plan", help="where next: which communities start when, for the most people?")
    plan.add_argument("what", metavar="DIR | template", help="a folder of CSV; or the word template")
    plan.add_argument("folder", metavar="DIR", nargs="?", help="after template: the folder to write the sheets to")
    plan.add_argument("--json", action="store_true", help="full precision, for programs")
    plan.add_argument("--time-limit", type=float, default=60.0, metavar="S", help="seconds to look for, 60 by default")
    plan.add_argument("--seed", type=int, default=0, metavar="N", help="order in which districts are looked at again")
    plan.set_defaults(run=run_plan)


def run_plan(arguments: argparse.Namespace) -> int:
    """Plan a folder, or write its sheets; 1 when no plan keeps every promise."""
    if arguments.what == TEMPLATE:
        from groundswell.front.cli.plan_template import write_sheets

        print("\n".join(write_sheets(arguments.folder)))
        return 0
    from groundswell.front.cli.plan_answer import answer_lines, plan_answer

    answer = plan_answer(arguments)
    if arguments.json:
        show(answer, True)
    else:
        print("\n".join(answer_lines(answer)))
    return 1 if answer["status"] == "infeasible" else 0
