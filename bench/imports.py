"""Import of 100,000 rows of a workbook: upload, preview, apply, the same file again; beside calamine alone."""

from __future__ import annotations

import importlib
import io
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from typing import Any

import python_calamine
import xlsxwriter

from bench.measuring import Result, beside, seconds_of

ROWS = 100_000
MONTHS = 100
PEER = "python-calamine reading the same workbook, nothing else"


def workbook(places: int) -> bytes:
    """A month of counts for each place: what a monitoring officer exports."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        sheet = book.add_worksheet("values")
        sheet.write_row(0, 0, ["place code", "period", "numerator", "denominator"])
        for row in range(places * MONTHS):
            place, month = divmod(row, MONTHS)
            period = f"{2016 + month // 12}-{month % 12 + 1:02}"
            sheet.write_row(row + 1, 0, [f"P{place}", period, (row * 7) % 11, 11])
    return target.getvalue()


def calamine(data: bytes) -> int:
    """All cells of the first sheet, read as a user of calamine reads them."""
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    return len(book.get_sheet_by_index(0).to_python())


class House:
    """A data folder of its own with one program, its places and one indicator."""

    def __init__(self, folder: str, places: int) -> None:
        os.environ |= {"GROUNDSWELL_DATA": folder, "DJANGO_SETTINGS_MODULE": "groundswell.config.settings"}
        importlib.import_module("django").setup()
        importlib.import_module("django.core.management").call_command("migrate", verbosity=0)
        make: Any = importlib.import_module("tests.make")
        country = make.place("Country", code="C")
        self.program = make.program("bench", country)
        for number in range(places):
            make.place(f"Place {number}", country, code=f"P{number}")
        make.indicator(self.program)
        self.services: Any = importlib.import_module("groundswell.across.exchange.services")
        access: Any = importlib.import_module("groundswell.ground.people.access")
        key = str(self.program.key)
        self.permit = access.desk_permit("exchange.import.upload", "bench", program=key)
        files: Any = importlib.import_module("django.core.files.base")
        self.file: Callable[[bytes], Any] = lambda data: files.ContentFile(data, name="values.xlsx")

    def preview(self, data: bytes) -> Any:
        """Upload and check, as the page does."""
        services = self.services
        batch = services.start_import(self.permit, self.program, [self.file(data)], services.Holding("values"))
        if (waiting := services.unmapped(batch)) is not None:
            columns = [{"header": part, "part": part} for part in ("numerator", "denominator")]
            mapping = {"place_code": "place code", "period": ["period"], "indicator_constant": "P9", "values": columns}
            services.say_mapping(self.permit, waiting, mapping)
        return services.check_import(self.permit, batch)


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds of one run, and what it gave: an import is applied once only."""
    start = time.perf_counter()
    given = work()
    return time.perf_counter() - start, given


def results(*, quick: bool = False) -> Iterator[Result]:
    """The lines of this bench."""
    rows = ROWS // 10 if quick else ROWS
    data = workbook(rows // MONTHS)
    peer = seconds_of(lambda: calamine(data))
    with tempfile.TemporaryDirectory(prefix="groundswell-bench-") as folder:
        house = House(folder, rows // MONTHS)
        preview, batch = timed(lambda: house.preview(data))
        assert batch.counts["added"] == rows, batch.error
        yield beside(f"preview of {rows:,} rows: safe to open, read, matched, compared", preview, PEER, peer)
        applied, _done = timed(lambda: house.services.apply_import(house.permit, batch))
        note = "Reads again, compares again, writes values, change log and journal in one transaction"
        yield beside(f"apply of {rows:,} rows", applied, PEER, peer, note)
        yield beside(f"preview and apply of {rows:,} rows", preview + applied, PEER, peer, "Promised: within a minute")
        again, second = timed(lambda: house.preview(data))
        assert (second.counts["added"], second.counts["changed"]) == (0, 0)
        yield beside(f"the same {rows:,} rows again: nothing changes", again, PEER, peer)
