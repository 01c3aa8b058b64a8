"""The preview that ``groundswell import`` prints, through the same services as the pages."""

from __future__ import annotations

import argparse
import tomllib
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile

from groundswell.across.exchange.formats.guess_state import Known
from groundswell.across.exchange.formats.mapping import open_questions
from groundswell.across.exchange.formats.mapping_file import mapping_from_toml
from groundswell.across.exchange.formats.mapping_guess import guess_mapping
from groundswell.across.exchange.formats.place_guess import guess_places
from groundswell.across.exchange.formats.tables import read_bytes
from groundswell.across.exchange.models import Import, ImportFile
from groundswell.across.exchange.selectors import known_words, lines_of, unknowns_of
from groundswell.across.exchange.services import (
    Answer,
    Holding,
    answer_unknowns,
    apply_import,
    check_import,
    file_of,
    say_mapping,
    start_import,
    unmapped,
    with_missing_words,
)
from groundswell.across.exchange.services.reading import kept
from groundswell.across.exchange.services.tables.naming import PlaceWords
from groundswell.domain.errors import BadInput
from groundswell.front.cli.printing import complain
from groundswell.front.cli.programs import program_named
from groundswell.ground.people.access import desk_permit
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Permit

COUNTED = ("added", "changed", "unchanged", "set_aside")


def import_answer(arguments: argparse.Namespace) -> dict[str, Any]:
    """Check files, apply them where asked, and tell what happens.

    Args:
        arguments: Of the command.

    Returns:
        The preview in the contract's shape.

    Raises:
        BadInput: There is no such program, a file cannot be used, or it does not tell which column is what.
    """
    program = program_named(arguments.program)
    permit = desk_permit("exchange.import.upload", "groundswell import", program=str(program.key))
    batch = start_import(permit, program, [upload(file) for file in arguments.files], holding(arguments))
    while (waiting := unmapped(batch)) is not None:
        say_mapping(permit, waiting, mapping_for(permit, program, waiting, arguments.map))
    batch = checked(permit, batch)
    if arguments.under or arguments.new_indicators:
        answer_unknowns(permit, batch, answers(permit, batch, arguments))
        batch = checked(permit, batch)
    if arguments.apply:
        batch = apply_import(permit.because("groundswell import --apply"), batch, tell)
    return answer_of(permit, batch)


def upload(file: str) -> ContentFile[bytes]:
    """A file of the command line as the services take it."""
    data, name = read_bytes(file)
    return ContentFile(data, name=name)


def holding(arguments: argparse.Namespace) -> Holding:
    """What the person said the files hold."""
    if arguments.kind in arguments.kinds:
        return Holding(arguments.kind, arguments.sheet)
    return Holding(sheet=arguments.sheet, table=arguments.kind)


def checked(permit: Permit, batch: Import) -> Import:
    """The import with its preview.

    Raises:
        BadInput: It cannot be read.
    """
    done = check_import(permit, batch, tell)
    if done.state == "failed":
        raise BadInput(done.error)
    return done


def tell(done: int, total: int, sentence: str) -> None:
    """Say how far it is, where there is more than a step or two."""
    if total > 2 and done % 10 == 0:
        complain(f"{sentence} ({done} of {total})")


def mapping_for(permit: Permit, program: Program, stored: ImportFile, map_file: str | None) -> dict[str, Any]:
    """Which column of a file is what: from the file given with ``--map``, else guessed.

    Raises:
        BadInput: The guess leaves a question open.
    """
    kind, table = stored.batch.kind, file_of(stored).table
    text = text_of(map_file) if map_file else ""
    if map_file and kind != "values":
        return toml_of(text, map_file)
    if map_file:
        return mapping_from_toml(text, name=map_file).to_dict()
    if kind == "survey":
        raise BadInput(
            f"{stored.filename} is a survey: nobody has said which answers count.",
            "Give a plan with --map, or use the page of imports.",
        )
    assert table is not None
    if kind == "places":
        return kept(guess_places(table))
    guess = with_missing_words(stored, guess_mapping(table, Known(*known_words(permit, program))))
    if questions := open_questions(guess, table):
        raise BadInput(f"{stored.filename}: {' '.join(questions)}", "Answer in a file given with --map.")
    return guess.to_dict()


def text_of(map_file: str) -> str:
    """What a mapping file says.

    Raises:
        BadInput: It is not there, empty, or not text.
    """
    try:
        text = Path(map_file).read_text("utf-8")
    except OSError:
        text = ""
    except UnicodeDecodeError:
        raise BadInput(f"{map_file} is not text in UTF-8.", "Save the mapping from the mapping page.") from None
    if not text:
        raise BadInput(f"{map_file} is not there, or empty.", "Check the path.")
    return text


def toml_of(text: str, map_file: str) -> dict[str, Any]:
    """A mapping file of places or a survey.

    Raises:
        BadInput: It is not TOML.
    """
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadInput(f"{map_file} is not TOML: {error}.", "Correct that line.") from None


def answers(permit: Permit, batch: Import, arguments: argparse.Namespace) -> list[Answer]:
    """What ``--under`` and ``--new-indicators`` say of unknown names."""
    above = PlaceWords(batch.program, permit).place(arguments.under) if arguments.under else None
    found = []
    for unknown in unknowns_of(permit, batch):
        if unknown.kind == "place" and above is not None:
            found.append(Answer(unknown, "make", under=above))
        elif unknown.kind == "indicator" and arguments.new_indicators:
            found.append(Answer(unknown, "make", arguments.new_indicators))
    return found


def answer_of(permit: Permit, batch: Import) -> dict[str, Any]:
    """The preview, or what was applied."""
    sheets = {stored.filename: stored.sheet for stored in batch.files.all()}
    return {
        **{what: batch.counts.get(what, 0) for what in COUNTED},
        "refused": [
            {
                "file": line.filename, "sheet": sheets.get(line.filename, ""), "row": line.number, "field": line.field,
                "value": line.new, "remedy": line.remedy,
            }
            for line in lines_of(permit, batch, "refused")
        ],
        "left_out": batch.counts.get("left_out", 0),
        "gaps": batch.counts.get("gaps", 0),
        "unknown": [
            {"kind": unknown.kind, "name": str(unknown), "code": unknown.text, "rows": unknown.rows, "why": unknown.why}
            for unknown in unknowns_of(permit, batch)
        ],
        "notes": batch.notes,
        "state": batch.state,
        "import": str(batch.key),
    }  # fmt: skip
