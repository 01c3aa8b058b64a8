"""The `groundswell` command. Statistics commands load no Django; the product's do when they run."""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Sequence

from groundswell.domain.errors import GroundswellError
from groundswell.front.cli.printing import complain

COMMANDS = ("product", "imports", "evidence", "monitoring", "instruments", "gates", "plan", "analytics")
STOPPED = 130  # what a shell expects of a command that Ctrl+C ended


def parser() -> argparse.ArgumentParser:
    """All commands and their options."""
    whole = argparse.ArgumentParser(prog="groundswell", description="Are we ready to scale? Is it still working?")
    commands = whole.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name in COMMANDS:
        importlib.import_module(f"groundswell.front.cli.{name}").register(commands)
    return whole


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; errors are sentences on standard error.

    Returns:
        0 when done, 1 for a judgement that could not be made, 2 for bad input, 130 when stopped before it was done.
    """
    arguments = parser().parse_args(argv)
    try:
        return int(arguments.run(arguments) or 0)
    except GroundswellError as error:
        complain(str(error))
        return error.exit_code
    except ArithmeticError:
        complain("The numbers are too large or too far apart to compute with. Check their units.")
        return 1
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except KeyboardInterrupt:
        return STOPPED
