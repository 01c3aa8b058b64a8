"""Monitoring commands: trends, control charts, dilution. No database, no Django."""

from __future__ import annotations

import argparse
from typing import Any

from groundswell.front.cli.printing import show

Commands = Any
CHARTS = ("run", "xmr", "p", "pprime", "u", "c", "g", "t")
RULES = ("anhoej", "shewhart", "western-electric")
UNITS = ("wave", "depth", "place", "programme")


def register(subparsers: Commands) -> None:
    """Add ``monitoring`` and what it can do."""
    monitoring = subparsers.add_parser("monitoring", help="is it still working as it spreads?")
    commands = monitoring.add_subparsers(dest="monitoring_command", required=True, metavar="WHAT")
    _register_trends(commands)
    _register_chart(commands)
    _register_dilution(commands)


def _reading(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="CSV or workbook; - for standard input")
    parser.add_argument("--sheet", help="sheet of a workbook; the first with content by default")
    parser.add_argument("--json", action="store_true", help="full precision, for programs")


def _register_trends(commands: Commands) -> None:
    trends = commands.add_parser("trends", help="trend, slope and change point of each series")
    _reading(trends)
    trends.add_argument("--seasonal", type=int, metavar="PERIODS", help="periods in a cycle, 12 for months")
    trends.add_argument("--level", type=float, default=0.95, help="level of the slope's interval, .95 by default")
    trends.set_defaults(run=run_trends)


def _register_chart(commands: Commands) -> None:
    chart = commands.add_parser("chart", help="control chart with its signals")
    _reading(chart)
    chart.add_argument("--type", required=True, choices=CHARTS, help="kind of chart")
    chart.add_argument("--baseline", type=int, metavar="N", help="first points that fix the limits; all by default")
    chart.add_argument("--rules", choices=RULES, default="anhoej", help="one family of rules, anhoej by default")
    chart.add_argument("--screen", action="store_true", help="leave out large moving ranges")
    chart.set_defaults(run=run_chart)


def _register_dilution(commands: Commands) -> None:
    dilution = commands.add_parser("dilution", help="a light for each wave, depth and place")
    _reading(dilution)
    dilution.add_argument("--parameters", metavar="P.toml", help="the program's numbers; defaults where not given")
    dilution.add_argument("--units", nargs="+", choices=UNITS, default=UNITS, help="what to judge; all by default")
    dilution.set_defaults(run=run_dilution)


def run_trends(arguments: argparse.Namespace) -> int:
    """Test every series of a file for a trend."""
    from groundswell.front.cli.monitoring_trends import in_columns, trends_answer

    answers = trends_answer(arguments)
    show(answers if arguments.json else [in_columns(answer) for answer in answers], arguments.json)
    return 0


def run_chart(arguments: argparse.Namespace) -> int:
    """Draw one control chart in numbers."""
    from groundswell.front.cli.monitoring_chart import chart_answer

    show(chart_answer(arguments), arguments.json)
    return 0


def run_dilution(arguments: argparse.Namespace) -> int:
    """Judge every unit; 1 when none could be judged."""
    from groundswell.front.cli.monitoring_dilution import dilution_answer, dilution_lines

    answer = dilution_answer(arguments)
    if arguments.json:
        show(answer, True)
    else:
        print("\n".join(dilution_lines(answer)))
    return 1 if all(unit["light"] == "not judged" for unit in answer) else 0
