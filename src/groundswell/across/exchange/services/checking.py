"""The preview: what would be added, changed, left as it is, set aside or refused; nothing else is written."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.across.exchange.models import Import, Line, Unknown
from groundswell.across.exchange.selectors import reaches_all
from groundswell.across.exchange.services.converting import Converted, Converter, shown, waiting
from groundswell.across.exchange.services.gazetteer import Gazetteer, Glossary
from groundswell.across.exchange.services.reading import values_in
from groundswell.across.exchange.services.uploading import file_of
from groundswell.domain.errors import BadInput, RowRefused
from groundswell.during.monitoring.services import NewValue
from groundswell.during.monitoring.services.recording import existing
from groundswell.during.monitoring.services.rows import Cells, keyed
from groundswell.ground.places.selectors import places_within
from groundswell.kit.door import Permit
from groundswell.kit.telling import error_told

MOST_REFUSED, MOST_SHOWN = 5000, 200
BATCH = 1000
Tell = Callable[[int, int, str], None]


def silent(done: int, total: int, sentence: str) -> None:
    """Tell nobody."""


def read_values(permit: Permit, batch: Import, tell: Tell = silent) -> Converted:
    """All values of an import's files, matched to places and indicators.

    Args:
        permit: A permit in the program; only places that its person sees are offered for names that are not known.
        batch: The import.
        tell: Called with files done, files in all, and a sentence.
    """
    converter = Converter(Gazetteer.of(batch.program, permit), Glossary.of(batch.program, permit))
    files = list(batch.files.select_related("file"))
    for done, stored in enumerate(files):
        tell(done, len(files), _("Reading %(file)s") % {"file": stored.filename})
        try:
            read = values_in(file_of(stored), stored.mapping, survey=batch.kind == "survey")
        except RowRefused as refused:
            converter.result.refused.append(refused)
            continue
        converter.add(read, stored.filename)
    tell(len(files), len(files), _("Comparing with what is stored"))
    return converter.result


def compared(batch: Import, found: Converted) -> dict[str, list[tuple[NewValue, Cells | None]]]:
    """The values by what would happen to them, each with what is stored now."""
    sheets = Glossary.of(batch.program).sheets
    rows = [value for value, _file, _row in found.cells.values()]
    wanted = keyed(rows, {code: sheet.pk for code, sheet in sheets.items()})
    stored = existing(wanted)
    result: dict[str, list[tuple[NewValue, Cells | None]]] = {"added": [], "changed": [], "unchanged": []}
    for key, value in wanted.items():
        before = stored.get(key)
        what = "added" if before is None else "unchanged" if before == value.cells else "changed"
        result[what].append((value, before))
    return result


def check_values(permit: Permit, batch: Import, tell: Tell = silent) -> Import:
    """Make the preview of an import of values.

    Args:
        permit: A permit in the program.
        batch: The import, its files mapped.
        tell: Called with the progress.

    Returns:
        The import with its counts; ``checked``, with nothing else written.

    Raises:
        BadInput: The person does not reach a place of which the file has values.
    """
    permit.demand("exchange.import.upload", batch)
    found = read_values(permit, batch, tell)
    refuse_beyond_reach(permit, batch, found)
    rows = compared(batch, found)
    counts = {what: len(members) for what, members in rows.items()}
    counts |= {
        "refused": len(found.refused), "set_aside": found.set_aside,
        "left_out": found.left_out, "gaps": found.gaps,
    }  # fmt: skip
    with transaction.atomic():
        batch.lines.all().delete()
        batch.unknowns.all().delete()
        Line.objects.bulk_create(lines_of(batch, found, rows), batch_size=BATCH)
        Unknown.objects.bulk_create(unknowns_of(batch, found), batch_size=BATCH)
        batch.counts, batch.notes, batch.state = counts, found.notes, "checked"
        batch.fingerprint = fingerprint(rows)
        batch.save(update_fields=["counts", "notes", "state", "fingerprint"])
    return batch


def refuse_beyond_reach(permit: Permit, batch: Import, found: Converted) -> None:
    """Refuse a file about places that the person does not reach: its preview would show what is stored there.

    Raises:
        BadInput: It names such a place.
    """
    if reaches_all(permit, batch.program):
        return
    reached = set(places_within(permit).values_list("pk", flat=True))
    beyond = sorted({found.place_names[place] for place in {cell[1] for cell in found.cells} - reached})
    if beyond:
        raise BadInput(
            _("This file has values of places beyond your reach, such as %(place)s.") % {"place": beyond[0]},
            _("Send only the rows of your own places, or ask somebody who reaches the whole program."),
            code="exchange.beyond_reach",
        )


def fingerprint(rows: dict[str, list[tuple[NewValue, Cells | None]]]) -> str:
    """What the preview promised: the same fingerprint, the same changes."""
    digest = hashlib.sha256()
    for what in ("added", "changed"):
        for value, before in rows[what]:
            digest.update(repr((what, value, before)).encode())
    return digest.hexdigest()


def refusal_line(batch: Import, refusal: RowRefused) -> Line:
    """One refused row as the preview shows it."""
    where = refusal.where
    return Line(batch=batch, what="refused", filename=where.file, number=where.row, field=where.field[:200],
                new=where.value[:300], remedy=error_told(refusal))  # fmt: skip


def lines_of(batch: Import, found: Converted, rows: dict[str, list[tuple[NewValue, Cells | None]]]) -> Iterable[Line]:
    """The lines of the preview: every refused row, and the first of what is changed and added."""
    yield from (refusal_line(batch, refusal) for refusal in found.refused[:MOST_REFUSED])
    for what in ("changed", "added"):
        for value, before in rows[what][:MOST_SHOWN]:
            cell = (value.indicator, value.place, value.period, value.disaggregation)
            _value, filename, row = found.cells[cell]
            about = (found.indicator_names[value.indicator], found.place_names[value.place], value.period.label,
                     value.disaggregation)  # fmt: skip
            thing = ", ".join(filter(None, about))
            yield Line(batch=batch, what=what, filename=filename, number=row.number, field=row.field[:200],
                       thing=thing[:300], old=words(before), new=shown(row))  # fmt: skip


def words(cells: Cells | None) -> str:
    """A stored value in words."""
    if cells is None:
        return ""
    numerator, denominator, value, flag, _comment = cells
    parts = [f"{part:g}" for part in (numerator, denominator) if part is not None]
    number = f"{value:g}" if value is not None else " / ".join(parts)
    return f"{number} [{flag}]" if flag else number


def unknowns_of(batch: Import, found: Converted) -> Iterable[Unknown]:
    """The names that a person must match, with what comes near."""
    for kind, asked in waiting(found):
        yield Unknown(
            batch=batch, kind=kind, text=asked.text[:300], called=asked.called[:300], parents=list(asked.parents),
            rows=asked.rows, why=asked.missing.why[:300], candidates=[list(pair) for pair in asked.missing.candidates],
        )  # fmt: skip
