"""Nobody learns from a preview what lies beyond their reach: no cell, no name, no count of another district."""

from __future__ import annotations

from typing import Any

import pytest

from groundswell.across.exchange.models import Unknown
from groundswell.across.exchange.services.gazetteer import Gazetteer
from groundswell.across.exchange.services.tables import TABLES
from groundswell.domain.monitoring.periods import parse_period
from groundswell.during.monitoring.models import Value
from groundswell.during.monitoring.services import set_target
from groundswell.ground.places.models import Place
from tests import make
from tests.across.exchange.books import Book
from tests.across.exchange.flows import Browser, counted, lines, said
from tests.across.exchange.programs import Script, counts
from tests.cast import Cast, permit

CANARY = "CANARY"
PLACED = ("places", "sites", "values", "targets", "people")


@pytest.fixture
def watched(cast: Cast) -> Cast:
    """The cast with texts in another district that Babu never wrote and must never read."""
    far = cast.other_community
    make.site(cast.program, cast.community, depth=1, trainer="Amina")
    make.site(cast.program, far, depth=3, trainer=CANARY)
    sheet = make.indicator(cast.program)
    make.value(sheet, cast.community, "2026-01", 8, 10)
    make.value(sheet, far, "2026-01", 777, 888)
    desk = make.desk("monitoring.target.set", cast.program)
    set_target(desk, sheet, cast.district, parse_period("2026-01"), 0.8)
    set_target(desk, sheet, far, parse_period("2026-01"), 0.777)
    Value.objects.filter(place=far).update(comment=CANARY)
    Place.objects.filter(pk=far.pk).update(name=f"{CANARY} Ford")
    make.place(f"{CANARY} Fort", cast.other_district, code="TA-2-2")
    make.role(make.person(CANARY), "facilitator", cast.program, far)
    return cast


@pytest.fixture
def amina(watched: Cast) -> Script:
    return Script(watched.amina, watched.program)


@pytest.fixture
def babu(watched: Cast) -> Script:
    return Script(watched.babu, watched.program)


def beyond(amina: Script, babu: Script, table: str) -> list[dict[str, Any]]:
    """The rows of a table that Amina sees and Babu does not."""
    own = {row["id"].rpartition("~")[0] for row in babu.get(f"/tables/{table}")["rows"]}
    return [row for row in amina.get(f"/tables/{table}")["rows"] if row["id"].rpartition("~")[0] not in own]


@pytest.mark.parametrize("table", PLACED)
def test_rows_of_another_district_are_refused_and_tell_nothing(amina: Script, babu: Script, table: str) -> None:
    others = beyond(amina, babu, table)
    assert others, "nothing is hidden from Babu"
    keys = {key for key in others[0]["cells"] if key in ("place", "code", "indicator", "period", "login", "number")}
    probes = [{"id": row["id"], "cells": {}} for row in others]
    probes += [{"cells": {key: row["cells"][key] for key in keys}} for row in others]
    seen = babu.preview(table, *probes)
    assert CANARY not in str(seen)
    assert "777" not in str(seen)
    added, changed, same, _aside, refused = counts(seen)
    assert (added, changed, same) == (0, 0, 0), seen
    assert refused == len(probes), seen
    assert all(refusal["text"] for refusal in seen["refusals"])


def test_a_foreign_row_and_a_missing_row_are_refused_in_the_same_words(amina: Script, babu: Script) -> None:
    for table in PLACED:
        foreign = beyond(amina, babu, table)[0]["id"]
        seen = babu.preview(table, {"id": foreign, "cells": {}}, {"id": "nothing~", "cells": {}})
        first, second = seen["refusals"]
        assert {**first, "row": 0} == {**second, "row": 0}, table


@pytest.mark.parametrize("table", PLACED)
def test_a_workbook_of_the_whole_program_tells_a_supervisor_nothing_in_its_preview(watched: Cast, table: str) -> None:
    whole = Book(Browser(watched.amina, watched.program).client.get(
        f"/p/{watched.program.code}/exchange/tables/{table}.xlsx").content)  # fmt: skip
    browser = Browser(watched.babu, watched.program)
    for number in range(2, whole.sheet.max_row + 1):
        for column in range(2, whole.sheet.max_column + 1):
            if CANARY in str(whole.sheet.cell(number, column).value):
                whole.sheet.cell(number, column).value = "guess"
    batch = browser.upload(("table.xlsx", whole.saved()))
    page = said(browser.client.get(f"{browser.home}{batch.key}/"))
    assert CANARY not in page
    assert CANARY not in browser.client.get(f"{browser.home}{batch.key}/refused.csv").content.decode()
    own = len(babu_rows(watched, table))
    added, changed, same, _aside, refused = counted(batch)
    assert (changed, refused) == (0, len(whole.rows()) - own), [line.remedy for line in lines(batch, "refused")]
    assert (added, same) == (0, own)


def babu_rows(cast: Cast, table: str) -> list[Any]:
    """The rows that Babu may see."""
    mine = permit(cast.babu, "exchange.table.download", cast.program)
    return list(TABLES[table].rows(mine, cast.program))


def test_names_that_nobody_knows_are_offered_only_within_reach(watched: Cast, amina: Script, babu: Script) -> None:
    row = {"cells": {"indicator": "P9", "place": f"{CANARY} For", "period": "2026-02", "numerator": 1,
                     "denominator": 2}}  # fmt: skip
    assert f"{CANARY} Ford" in str(amina.preview("values", row)["refusals"])
    assert f"{CANARY} Ford" not in str(babu.preview("values", row)["refusals"])
    sheet = ("own.csv", f"place,month,P9\nMile Nin,2026-03,4\n{CANARY} For,2026-03,4\n".encode())
    browser = Browser(watched.babu, watched.program)
    batch = browser.read(sheet)
    found = {unknown.text: str(unknown.candidates) for unknown in Unknown.objects.filter(batch=batch)}
    assert "Mile Nine" in found["Mile Nin"]
    assert found[f"{CANARY} For"] == "[]"
    page = browser.client.get(f"{browser.home}{batch.key}/").content.decode()
    assert f"{CANARY} Ford" not in page
    assert f"{CANARY} Fort" not in page
    assert "TA-2-1" not in page


def test_how_many_places_elsewhere_have_a_name_is_not_told(watched: Cast) -> None:
    for district in (watched.district, watched.other_district, watched.other_community):
        make.place("Riverside", district)
    mine = permit(watched.babu, "exchange.import.upload", watched.program)
    missing = Gazetteer.of(watched.program, mine).find("Riverside")
    assert not isinstance(missing, int)
    assert "3" not in missing.why
    assert [trail for _key, trail in missing.candidates] == ["Riverside, Dorasa, Tarawe"]
    whole = Gazetteer.of(watched.program, permit(watched.amina, "exchange.import.upload", watched.program))
    told = whole.find("Riverside")
    assert not isinstance(told, int)
    assert (told.why[:1], len(told.candidates)) == ("3", 3)


def test_a_supervisor_cannot_preview_a_list_of_places(watched: Cast) -> None:
    browser = Browser(watched.babu, watched.program)
    batch = browser.read(("places.csv", b"code,name,parent code\nTA-2-1,Guess,TA-2\n"), kind="places")
    assert batch.state == "failed"
    assert CANARY not in said(browser.client.get(f"{browser.home}{batch.key}/"))
    assert not batch.lines.exists()
