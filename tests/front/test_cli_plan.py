"""`groundswell plan`: a folder of CSV in, who starts when and why out; bad input named by file, row and field."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from groundswell.domain.planner.country import Country, Place
from groundswell.domain.planner.generate import TINY, made_up
from groundswell.domain.planner.sheets import SETTINGS, SHEETS
from groundswell.front.cli import main

PLACES = "code,district,language,people,readiness\n"


@pytest.fixture
def country() -> Country:
    return made_up(3, TINY)


def written(folder: Path, country: Country) -> Path:
    """The country as the folder of CSV that the command reads."""
    folder.mkdir(exist_ok=True)
    for sheet in SHEETS:
        rows = [[_cell(country, getattr(each, column.name), column.kind) for column in sheet.columns]
                for each in getattr(country, sheet.name)]  # fmt: skip
        with (folder / f"{sheet.name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([[column.name for column in sheet.columns], *rows])
    values = [
        (each.name, getattr(country.rules, each.name, getattr(country.cascade, each.name, ""))) for each in SETTINGS
    ]
    with (folder / "settings.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(
            [("name", "value"), *((name, "" if value is None else value) for name, value in values)]
        )
    return folder


def _cell(country: Country, value: Any, kind: str) -> Any:
    if value is None:
        return ""
    if kind == "quarter":
        return country.rules.named(value)
    if kind == "yes/no":
        return "yes" if value else "no"
    return ";".join(value) if isinstance(value, tuple) else value


def asked(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, dict[str, Any]]:
    code = main(["plan", *map(str, arguments), "--json", "--time-limit", "20"])
    return code, json.loads(capsys.readouterr().out)


def refused(capsys: pytest.CaptureFixture[str], folder: Path) -> str:
    assert main(["plan", str(folder)]) == 2
    return capsys.readouterr().err


def test_a_folder_is_planned_in_the_shape_of_the_contract(
    tmp_path: Path, country: Country, capsys: pytest.CaptureFixture[str]
) -> None:
    rules = replace(country.rules, target_people=500.0)
    code, answer = asked(capsys, written(tmp_path, replace(country, rules=rules)))
    assert (code, answer["status"], answer["verified"], answer["broken"]) == (0, "optimal", True, [])
    assert 0 < answer["value"] <= answer["bound"]
    assert answer["gap"] == pytest.approx((answer["bound"] - answer["value"]) / answer["bound"], abs=1e-9)
    assert {place["code"] for place in answer["places"]} == {place.code for place in country.places}
    started = [place for place in answer["places"] if place["start"]]
    assert started
    assert all(place["team"] and place["package"] and place["reason"].startswith("Starts") for place in started)
    assert all(place["reason"] for place in answer["places"])
    assert {"quarter", "fund", "activity", "amount", "currency"} <= set(answer["money"][0])
    assert {"code", "opened", "places"} == set(answer["districts"][0])
    assert {"resource", "code", "quarter", "per", "value", "basis"} == set(answer["shadow"][0])
    chance = answer["chance"]
    assert 0 <= chance["probability"] <= 1
    assert chance["p05"] < chance["p50"] < chance["p95"]
    assert len(chance["matter"]) == 3
    assert answer["conflicts"] == []


def test_the_same_folder_and_seed_give_the_same_plan(
    tmp_path: Path, country: Country, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = written(tmp_path, country)
    one, other = (asked(capsys, folder, "--seed", 5)[1] | {"seconds": 0} for _ in range(2))
    assert one == other


def test_a_plan_for_people_says_who_starts_and_what_no_plan_passes(
    tmp_path: Path, country: Country, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["plan", str(written(tmp_path, country)), "--time-limit", "20"]) == 0
    shown = capsys.readouterr().out
    assert "No plan can pass" in shown
    assert "Every rule was checked anew." in shown
    assert "What matters most" in shown


def test_the_template_is_read_back_and_asks_for_places(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", "template", str(tmp_path)]) == 0
    assert capsys.readouterr().out.count("written") == len(SHEETS) + 1
    assert "There is no place" in refused(capsys, tmp_path)
    assert main(["plan", "template", str(tmp_path)]) == 0
    assert capsys.readouterr().out.count("left alone") == len(SHEETS) + 1


@pytest.mark.parametrize(
    ("sheet", "change", "says"),
    [
        ("places", {"readiness": 1.2}, ("places.csv, row 2, field readiness", "1.2", "0 to 1")),
        ("places", {"district": "D9"}, ("row 2, field district", "D9", "not in the sheet districts")),
        ("places", {"code": "P2"}, ("row 3, field code", "twice", "Keep one row")),
        ("places", {"people": -4.0}, ("field people", "-4", "0 or more")),
        ("places", {"earliest": 2, "promised_by": 0}, ("field promised_by", "may not start before 2027-Q3")),
        ("tranches", {"quarter": 40}, ("tranches.csv, row 2, field quarter", "outside the plan")),
        ("tranches", {"fund": "nobody"}, ("field fund", "nobody", "not in the sheet funds")),
        ("reach", {"team": "T99"}, ("reach.csv, row 2, field team", "T99")),
        ("funds", {"first": 3, "last": 1}, ("field last", "ends before it begins")),
        ("masters", {"regions": ("R77",)}, ("field regions", "R77")),
    ],
)
def test_a_wrong_cell_is_named_with_its_sheet_row_field_and_remedy(
    sheet: str, change: dict[str, Any], says: tuple[str, ...], tmp_path: Path, country: Country,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    first, *rest = getattr(country, sheet)
    wrong = replace(country, **{sheet: (replace(first, **change), *rest)})  # type: ignore[arg-type]
    words = refused(capsys, written(tmp_path, wrong))
    for each in says:
        assert each in words, words


def test_words_where_numbers_and_quarters_belong_are_refused(
    tmp_path: Path, country: Country, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = written(tmp_path, country)
    header = "code,district,language,people,readiness,earliest\n"
    (folder / "places.csv").write_text(
        header + "A,D1,odia,many,0.5,2027-Q1\nB,D1,odia,9,0.5,spring\n", encoding="utf-8"
    )
    words = refused(capsys, folder)
    assert "row 2, field people" in words
    assert "row 3, field earliest" in words
    assert "2027-Q2" in words
    (folder / "settings.csv").write_text("name,value\ncolour,red\n", encoding="utf-8")
    assert "no setting colour" in refused(capsys, folder)


def test_what_lacks_is_said(tmp_path: Path, country: Country, capsys: pytest.CaptureFixture[str]) -> None:
    assert "is no folder" in refused(capsys, tmp_path / "nowhere")
    assert "has no places.csv" in refused(capsys, tmp_path) or "no settings" in refused(capsys, tmp_path)
    folder = written(tmp_path, country)
    (folder / "places.csv").write_text("code,district\nA,D1\n", encoding="utf-8")
    assert "column missing: language, people, readiness" in refused(capsys, folder)
    assert main(["plan", str(folder), "--time-limit", "0"]) == 2


def test_without_teams_or_money_nobody_starts_and_each_place_hears_why(
    tmp_path: Path, country: Country, capsys: pytest.CaptureFixture[str]
) -> None:
    code, answer = asked(capsys, written(tmp_path, replace(country, teams=(), reach=())))
    assert (code, answer["value"]) == (0, 0)
    assert all("no team within reach" in each["reason"] for each in answer["places"])
    unready = tuple(replace(each, readiness=0.0) for each in country.places)
    strict = replace(country, places=unready, rules=replace(country.rules, least_chance=0.99))
    _code, answer = asked(capsys, written(tmp_path, strict))
    assert all("no package holds the floor" in each["reason"] for each in answer["places"])
    _code, answer = asked(capsys, written(tmp_path, replace(country, tranches=())))
    assert answer["value"] == 0
    assert all(each["reason"] for each in answer["places"])


def test_promises_that_cannot_be_kept_are_named_with_the_least_to_give_up(
    tmp_path: Path, country: Country, capsys: pytest.CaptureFixture[str]
) -> None:
    def promised(place: Place) -> Place:
        return replace(place, promised_by=2, earliest=0)

    everyone = replace(country, places=tuple(promised(each) for each in country.places))
    code, answer = asked(capsys, written(tmp_path, everyone))
    assert (code, answer["status"], answer["value"]) == (1, "infeasible", None)
    assert 0 < len(answer["conflicts"]) <= len(country.places)
    given_up = {each["code"] for each in answer["conflicts"]}
    assert all("as promised" in each["text"] and each["remedy"] for each in answer["conflicts"])
    kept = tuple(replace(each, promised_by=None) if each.code in given_up else each for each in everyone.places)
    assert asked(capsys, written(tmp_path, replace(everyone, places=kept)))[1]["status"] == "optimal"
    assert main(["plan", str(written(tmp_path, everyone)), "--time-limit", "20"]) == 1
    assert "least to give up" in capsys.readouterr().out


def test_planning_loads_no_django_and_prints_nothing_but_json(tmp_path: Path, country: Country) -> None:
    script = (
        "import sys; from groundswell.front.cli import main; code = main(sys.argv[1:]); "
        "assert 'django' not in sys.modules; sys.exit(code)"
    )
    folder = str(written(tmp_path, country))
    done = subprocess.run([sys.executable, "-c", script, "plan", folder, "--json"], capture_output=True, check=True)
    assert json.loads(done.stdout)["verified"] is True
    assert done.stderr == b""
