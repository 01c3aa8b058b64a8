"""Instrument commands: score rated questionnaires. No database, no Django."""

from __future__ import annotations

import argparse
from typing import Any

from groundswell.domain.errors import BadInput
from groundswell.front.cli.printing import complain, show

Commands = Any


def register(subparsers: Commands) -> None:
    """Add ``instruments`` and what it can do."""
    instruments = subparsers.add_parser("instruments", help="rated questionnaires: what do raters think together?")
    commands = instruments.add_subparsers(
        dest="instruments_command", required=True, metavar="WHAT", parser_class=OptionsBetween
    )
    score = commands.add_parser("score", help="items, domains, score, class, and how far raters agree")
    score.add_argument("first", metavar="INSTRUMENT", help="code of an instrument, or its TOML file; not with --scale")
    score.add_argument("second", metavar="FILE", nargs="?", help="CSV or workbook: rater, side, item, answer; or -")
    score.add_argument("--scale", metavar="1:5", help="bare ratings instead of an instrument: lowest:highest[:step]")
    score.add_argument("--positions", metavar="FILE", help="stakeholder, power, position; for consensus")
    score.add_argument("--sheet", help="sheet of a workbook; the first with content by default")
    score.add_argument("--json", action="store_true", help="full precision, for programs")
    score.set_defaults(run=run_score)


class OptionsBetween(argparse.ArgumentParser):
    """Takes FILE also after options that stand between INSTRUMENT and FILE, which argparse by itself does not."""

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """Parse; the first left-over word is FILE where that is still missing."""
        known, rest = super().parse_known_args(args, namespace)
        if rest and known.second is None and not rest[0].startswith("--"):
            known.second = rest.pop(0)
        return known, rest


def run_score(arguments: argparse.Namespace) -> int:
    """Score a round; 1 when there is no score."""
    from groundswell.front.cli.instruments_score import score_answer, told

    if bool(arguments.second) == bool(arguments.scale):
        raise BadInput("Give an instrument and a file, or --scale and a file.", "For example: score scalability FILE.")
    arguments.instrument, arguments.file = arguments.first, arguments.second
    if arguments.scale:
        arguments.instrument, arguments.file = None, arguments.first
    answer = score_answer(arguments)
    show(answer if arguments.json else told(answer), arguments.json)
    if answer["score"] is None:
        complain(answer["why"])
        return 1
    return 0
