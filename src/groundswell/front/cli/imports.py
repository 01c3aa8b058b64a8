"""``groundswell import``: files into a program, with a preview first. Django is loaded only when it runs."""

from __future__ import annotations

import argparse
import importlib
from typing import Any

from groundswell.front.cli.printing import show
from groundswell.front.cli.product import open_house

Commands = Any
KINDS = ("places", "values", "survey")
TABLES = ("sites", "waves", "indicators", "targets", "studies", "barriers", "inputs", "rules", "floors", "people")
NEW_INDICATORS = ("count", "stock", "share", "alone")


def register(commands: Commands) -> None:
    """Add ``import``."""
    bring = commands.add_parser("import", help="bring files into a program; a preview, unless --apply")
    bring.add_argument("program", metavar="PROGRAM", help="short name of the program; the demonstration's is demo")
    bring.add_argument("files", metavar="FILE", nargs="+", help="XLSX, CSV, FHIR bundle, GeoJSON or DHIS2 data")
    bring.add_argument(
        "--as", dest="kind", choices=(*KINDS, *TABLES), default="", metavar="KIND",
        help=f"what the files hold, where they do not tell: {', '.join((*KINDS, *TABLES))}",
    )  # fmt: skip
    bring.add_argument("--map", metavar="MAP.toml", help="which column is what; guessed where not given")
    bring.add_argument("--sheet", default="", help="sheet of a workbook; the first with content by default")
    bring.add_argument("--under", metavar="PLACE", help="make unknown places under this one (name or code)")
    bring.add_argument("--new-indicators", choices=NEW_INDICATORS, help="make unknown indicators of this kind")
    bring.add_argument("--apply", action="store_true", help="write what the preview shows")
    bring.add_argument("--json", action="store_true", help="always so: the preview is JSON")
    bring.set_defaults(run=run_import, kinds=KINDS)


def run_import(arguments: argparse.Namespace) -> int:
    """Check files and, where asked, apply them; prints the preview as JSON."""
    open_house()
    answer = importlib.import_module("groundswell.front.cli.imports_answer").import_answer(arguments)
    show(answer, True)
    return 0
