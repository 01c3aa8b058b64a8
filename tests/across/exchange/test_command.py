"""``groundswell import``: the preview as JSON, through the same services as the pages."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from groundswell.across.exchange.models import Import
from groundswell.before.evidence.models import Study
from groundswell.during.monitoring.models import Value
from groundswell.front.cli import main
from groundswell.front.cli.evidence_workbook import write_template
from groundswell.ground.journal.models import Entry
from groundswell.ground.places.models import Place
from groundswell.ground.programs.models import Site
from tests import make
from tests.before.evidence.trials import SIX
from tests.cast import Cast

SHEET = "district,month,sessions\nDorasa,2026-01,4\nDorasa,2026-02,5\nSewara,2026-01,\nMirafe,2026-01,7\n"


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    assert main(["import", *arguments]) == 0
    answer: dict[str, Any] = json.loads(capsys.readouterr().out)
    return answer


@pytest.fixture
def sheet(tmp_path: Path) -> str:
    path = tmp_path / "sessions.csv"
    path.write_text(SHEET, "utf-8")
    return str(path)


def test_without_apply_nothing_is_written_and_unknown_names_are_told(
    cast: Cast, sheet: str, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = run(capsys, "groups", sheet)
    assert {name: answer[name] for name in ("added", "changed", "unchanged", "set_aside", "refused", "gaps")} == {
        "added": 0, "changed": 0, "unchanged": 0, "set_aside": 3, "refused": [], "gaps": 1,
    }  # fmt: skip
    assert {(name["kind"], name["name"]) for name in answer["unknown"]} == {
        ("place", "Mirafe"), ("indicator", "sessions"),
    }  # fmt: skip
    assert Value.objects.count() == 0


def test_what_is_said_of_unknown_names_lets_the_rows_in_and_twice_changes_nothing(
    cast: Cast, sheet: str, capsys: pytest.CaptureFixture[str]
) -> None:
    first = run(capsys, "groups", sheet, "--under", "TA", "--new-indicators", "count", "--apply")
    assert (first["added"], first["state"], Value.objects.count()) == (3, "applied", 3)
    assert Place.objects.get(name="Mirafe").parent == cast.country
    second = run(capsys, "groups", sheet, "--apply")
    assert (second["added"], second["changed"], second["unchanged"], second["set_aside"]) == (0, 0, 3, 0)
    entry = Entry.objects.filter(action="exchange.import.apply").earliest("id")
    assert (entry.via, entry.reason) == ("command", "groundswell import --apply")


def test_a_mapping_file_says_which_column_is_what(
    cast: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make.indicator(cast.program)
    sheet, mapping = tmp_path / "odd.csv", tmp_path / "map.toml"
    sheet.write_text("a,b,c,d\nTA-1,2026-01,8,10\nTA-1,13/2026,8,10\n", "utf-8")
    mapping.write_text(
        'place_code = "a"\nperiod = ["b"]\nindicator_constant = "P9"\n\n'
        '[[values]]\nheader = "c"\npart = "numerator"\n\n[[values]]\nheader = "d"\npart = "denominator"\n', "utf-8",
    )  # fmt: skip
    answer = run(capsys, "groups", str(sheet), "--map", str(mapping), "--apply")
    assert answer["added"] == 1
    (refused,) = answer["refused"]
    assert (refused["file"], refused["row"], refused["field"], refused["value"]) == ("odd.csv", 3, "b", "13/2026")
    assert "is not a period" in refused["remedy"]
    assert Value.objects.values_list("numerator", "denominator").get() == (8, 10)


def test_places_and_sites_come_in_from_plain_sheets(
    cast: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    places, sites = tmp_path / "places.csv", tmp_path / "sites.csv"
    places.write_text("name,code,parent code,population\nMirafe,TA-3,TA,1200\nHill,TA-3-1,TA-3,300\n", "utf-8")
    assert run(capsys, "groups", str(places), "--as", "places", "--apply")["added"] == 2
    assert Place.objects.get(code="TA-3-1").parent == Place.objects.get(code="TA-3")
    sites.write_text("place,wave,depth,partner,started_on\nTA-3-1,2,1,Mothers’ Union,2026-03-01\n", "utf-8")
    assert run(capsys, "groups", str(sites), "--as", "sites", "--apply")["added"] == 1
    site = Site.objects.get(place__code="TA-3-1")
    assert (site.wave and site.wave.number, site.depth, str(site.partner)) == (2, 1, "Mothers’ Union")
    assert run(capsys, "groups", str(sites), "--as", "sites")["unchanged"] == 1


def test_the_workbook_of_the_evidence_commands_comes_in_with_its_risks_of_bias(
    cast: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = tmp_path / "verdict.xlsx"
    write_template(book, SIX)
    answer = run(capsys, "groups", str(book), "--as", "studies", "--apply")
    assert (answer["added"], answer["refused"]) == (6, [])
    assert Study.objects.count() == 6
    again = run(capsys, "groups", str(book), "--as", "studies")
    assert (again["added"], again["changed"], again["unchanged"]) == (0, 0, 6)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["nowhere", "SHEET"], "There is no program “nowhere”"),
        (["groups", "missing.csv"], "missing.csv is not there."),
        (["groups", "SHEET", "--map", "none.toml"], "none.toml is not there"),
    ],
)
def test_what_cannot_be_done_is_a_sentence_on_standard_error(
    cast: Cast, sheet: str, capsys: pytest.CaptureFixture[str], arguments: list[str], told: str
) -> None:
    assert main(["import", *(sheet if argument == "SHEET" else argument for argument in arguments)]) > 0
    captured = capsys.readouterr()
    assert (captured.out, told in captured.err) == ("", True)


@pytest.mark.parametrize(
    ("name", "text", "arguments", "said"),
    [
        ("a.csv", "district,month,P9\n", (), "a.csv has headers and no rows. Write at least one row"),
        ("a.json", "[1, 2]", (), "a.json is JSON of a kind that is not read here"),
        ("a.csv", SHEET, ("--sheet", "Data"), "a.csv is no workbook, so it has no sheet “Data”. Leave the sheet out"),
        ("a.json", '[{"place": "Dorasa"}]', ("--as", "sites"), "a.json is JSON of a kind that is not read here"),
    ],
)
def test_a_file_that_holds_nothing_to_bring_is_refused_in_apt_words(
    cast: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, text: str, arguments: Any, said: str
) -> None:
    path = tmp_path / name
    path.write_text(text, "utf-8")
    assert main(["import", "groups", str(path), *arguments]) == 2
    assert said in capsys.readouterr().err
    assert not Import.objects.exists()


def test_a_sheet_whose_first_header_stands_in_brackets_is_read(
    cast: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.csv"
    path.write_text("[district],month,sessions\nDorasa,2026-01,4\n", "utf-8")
    main(["import", "groups", str(path)])
    assert "JSON" not in capsys.readouterr().err
