"""Evidence commands: pool studies, compare arms, judge, plan. No database, no Django."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import Any

from groundswell.domain.errors import BadInput
from groundswell.domain.evidence.study import Measure
from groundswell.front.cli.printing import show

Commands = Any


def register(subparsers: Commands) -> None:
    """Add ``evidence`` and what it can do."""
    evidence = subparsers.add_parser("evidence", help="does it work, and are we ready to scale?")
    commands = evidence.add_subparsers(dest="evidence_command", required=True, metavar="WHAT")
    _register_pool(commands)
    _register_compare(commands)
    _register_verdict(commands)
    _register_plan(commands)


def _reading(parser: argparse.ArgumentParser, *, sheet: bool = True) -> None:
    parser.add_argument("file", metavar="FILE", help="CSV or workbook; - for standard input")
    if sheet:
        parser.add_argument("--sheet", help="sheet of a workbook; the first with content by default")
    parser.add_argument("--json", action="store_true", help="full precision, for programs")


def _register_pool(commands: Commands) -> None:
    pool = commands.add_parser("pool", help="one effect from several studies")
    _reading(pool)
    pool.add_argument("--measure", required=True, choices=[measure.value for measure in Measure])
    pool.add_argument("--method", default="REML", choices=["REML", "DL", "PM", "EE", "MH"])
    pool.add_argument("--level", type=float, default=0.95, help="level of the intervals, .95 by default")
    pool.add_argument("--mid", type=float, help="minimum important difference; .90 for ratios, .20 for SMD by default")
    pool.add_argument("--benefit", choices=["low", "high"], default="low", help="which direction is better")
    pool.add_argument("--moderator", action="append", default=[], metavar="COLUMN", help="may be given again")
    pool.set_defaults(run=run_pool)


def _register_compare(commands: Commands) -> None:
    compare = commands.add_parser("compare", help="two arms of one evaluation, from its clusters")
    _reading(compare)
    compare.add_argument("--post", default="", metavar="PERIOD", help="first period after the start")
    compare.add_argument("--level", type=float, default=0.95, help="level of the intervals, .95 by default")
    compare.add_argument("--seed", type=int, help="seed of the permutation test, when it cannot be exact")
    compare.set_defaults(run=run_compare)


def _register_verdict(commands: Commands) -> None:
    verdict = commands.add_parser("verdict", help="ready, scale with research, or not yet")
    _reading(verdict, sheet=False)
    verdict.add_argument(
        "--context", required=True, metavar="NAME", help="context of the verdict; all takes every study"
    )
    verdict.add_argument("--on", type=_day, metavar="DATE", help="date of the verdict; today by default")
    verdict.set_defaults(run=run_verdict)
    template = commands.add_parser("template", help="write the workbook that a verdict reads")
    template.add_argument("out", metavar="OUT", type=Path)
    template.set_defaults(run=run_template)


def _register_plan(commands: Commands) -> None:
    plan = commands.add_parser("plan", help="clusters that the next evaluation needs")
    plan.add_argument("--control", type=float, required=True, help="share expected without the approach")
    plan.add_argument("--effect", type=float, required=True, help="share expected with it")
    plan.add_argument("--cluster-size", type=float, required=True, help="people measured per cluster")
    plan.add_argument("--k", type=float, default=0.25, help="variation between clusters, .25 by default")
    plan.add_argument("--power", type=float, default=0.8, help=".8 by default")
    plan.add_argument("--level", type=float, default=0.95, help="level of the interval, .95 by default")
    plan.add_argument("--json", action="store_true", help="full precision, for programs")
    plan.set_defaults(run=run_plan)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is not a date such as 2026-11-30") from None


def run_pool(arguments: argparse.Namespace) -> int:
    """Pool the studies of a file."""
    from groundswell.front.cli.evidence_pool import pooled_answer

    show(pooled_answer(arguments), arguments.json)
    return 0


def run_compare(arguments: argparse.Namespace) -> int:
    """Compare the arms of one evaluation."""
    from groundswell.front.cli.evidence_compare import comparison_answer

    show(comparison_answer(arguments), arguments.json)
    return 0


def run_verdict(arguments: argparse.Namespace) -> int:
    """Judge the studies of a workbook."""
    from groundswell.front.cli.evidence_verdict import verdict_answer

    show(verdict_answer(arguments.file, arguments.context, arguments.on or date.today()), arguments.json)
    return 0


def run_template(arguments: argparse.Namespace) -> int:
    """Write the workbook that ``verdict`` reads."""
    from xlsxwriter.exceptions import FileCreateError

    from groundswell.front.cli.evidence_workbook import write_template

    if arguments.out.suffix.lower() != ".xlsx":
        raise BadInput(
            f"{arguments.out} does not end in .xlsx.", "Name the workbook such as verdict.xlsx.", code="template"
        )
    try:
        write_template(arguments.out)
    except (OSError, FileCreateError) as error:
        raise BadInput(f"{arguments.out} cannot be written.", "Check the folder and its rights.") from error
    show({"written": str(arguments.out)}, False)
    return 0


def run_plan(arguments: argparse.Namespace) -> int:
    """Plan the next evaluation."""
    from groundswell.domain.evidence.planning import clusters_needed

    plan = clusters_needed(
        arguments.control, arguments.effect, arguments.cluster_size, arguments.k, arguments.power, arguments.level
    )
    show({"clusters_per_arm": plan.clusters_per_arm, "exact": plan.exact}, arguments.json)
    return 0
