"""Step 3 in Excel: minuted decisions go out and stay, contexts are excluded in the sheet."""

from __future__ import annotations

from datetime import date

from groundswell.before.scalability.models import Exclusion, Resolution
from groundswell.before.scalability.services import exclude_context
from tests import make
from tests.across.exchange.books import Book, download
from tests.across.exchange.flows import Browser, counted, lines
from tests.cast import Cast

XLSX = "table.xlsx"


def test_decisions_go_out_in_their_order_and_nothing_of_them_comes_back(cast: Cast) -> None:
    make.resolution(cast.program, to_test="A course of ten days")
    make.resolution(cast.program, "go", seen=1, decided_on=date(2026, 3, 1), why="The course holds.")
    amina = Browser(cast.amina, cast.program)
    data = amina.client.get(f"{amina.home}tables/growth-decisions.xlsx").content
    book = Book(data)
    assert [(row["number"], row["stands"], row["choice"], row["why"]) for row in book.rows()] == [
        (2, "yes", "go on as it is", "The course holds."), (1, "no", "change it first", "Training takes too long."),
    ]  # fmt: skip
    assert book.rows()[1]["to_test"] == "A course of ten days"
    notes = [str(cell.value) for sheet in book.book for row in sheet.iter_rows() for cell in row if cell.value]
    assert any("nothing written here comes back" in note for note in notes)
    assert not any("upload this file" in note for note in notes)
    book.set(2, why="Another reason.")
    batch = amina.upload((XLSX, book.saved()))
    assert (batch.state, "only read" in batch.error) == ("failed", True)
    assert [row.why for row in Resolution.objects.all()] == ["The course holds.", "Training takes too long."]


def test_a_context_is_excluded_in_the_sheet_and_keeps_its_reason(cast: Cast) -> None:
    desk = make.desk("scalability.context.exclude", cast.program)
    exclude_context(desk, cast.program, "cities", "Nobody meets there.")
    amina = Browser(cast.amina, cast.program)
    book = download(amina, "exclusions")
    book.add(context="camps", why="People move on.")
    first = amina.upload((XLSX, book.saved()))
    assert counted(first) == (1, 0, 1, 0, 0), [line.remedy for line in lines(first, "refused")]
    amina.apply(first)
    added = Exclusion.objects.get(context="camps")
    assert (added.reason, added.by_name, added.ended_at) == ("People move on.", "Amina", None)
    assert counted(amina.upload((XLSX, book.saved()))) == (0, 0, 2, 0, 0)
    book.set(book.number(context="cities"), why="Too dear.")
    (line,) = lines(amina.upload((XLSX, book.saved())), "refused")
    assert "Take it in again on the page of step 3" in line.remedy
    assert Exclusion.objects.get(context="cities").reason == "Nobody meets there."
