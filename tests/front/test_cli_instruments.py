"""The command of rated instruments, run as a person or a script runs it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from groundswell.domain.instruments.house import house_instrument, house_instruments
from groundswell.front.cli import main
from tests.domain.instruments.forms import FILE


def write(path: Path, *lines: str) -> str:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return str(path)


def ratings(path: Path, code: str, values: dict[str, dict[str, str]], header: str = "rater,side,item,answer") -> str:
    """Answers per ``rater/side``: the value under ``""`` for every item but those named."""
    lines = [header]
    for who, given in values.items():
        rater, side = who.split("/")
        lines += [
            f'{rater},{side},{item.code},"{given.get(item.code, given[""])}"' for item in house_instrument(code).items
        ]
    return write(path, *lines)


def answer(capsys: pytest.CaptureFixture[str], *arguments: str, ends: int = 0) -> Any:
    assert main(["instruments", "score", *arguments, "--json"]) == ends
    return json.loads(capsys.readouterr().out)


def test_scalability_has_the_contracts_shape(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = ratings(
        tmp_path / "a.csv",
        "scalability",
        {
            "a/ministry": {"": "3", "1": "0"},
            "b/ngo": {"": "3", "1": "1", "20": "don't know"},
            "c/village": {"": "3", "1": "2", "20": "2"},
        },
    )
    found = answer(capsys, "scalability", path)
    items = {item["item"]: item for item in found["items"]}
    assert len(items) == 25
    assert {name: items["1"][name] for name in ("median", "range", "n", "dont_know", "critical")} == {
        "median": 1, "range": 2, "n": 3, "dont_know": 0, "critical": True,
    }  # fmt: skip
    assert (items["20"]["median"], items["20"]["n"], items["20"]["dont_know"]) == (2.5, 2, 1)
    domains = {domain["domain"]: domain["percent"] for domain in found["domains"]}
    assert domains["credible"] == pytest.approx(200 / 3)
    assert domains["infrastructure"] == pytest.approx(250 / 3)
    assert found["score"] == pytest.approx((1200 + 200 / 3 + 250 / 3) / 14)
    assert (found["class"], found["class_by_score"], found["critical_below"]) == ("after-changes", "as-is", ["1"])
    flags = {(flag["kind"], flag["about"]) for flag in found["flags"]}
    assert flags == {("item range", "1"), ("sides apart", "1"), ("critical item", "1")}
    assert 0 < found["alpha"] < 1
    assert [side["side"] for side in found["sides"]] == ["ministry", "ngo", "village"]


def test_bare_ratings_have_the_published_alpha(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    # Krippendorff 2011, section C: ordinal .815
    data = {"A": "1 2 3 3 2 1 4 1 2 ? ? ?", "B": "1 2 3 3 2 2 4 1 2 5 ? 3"}
    data |= {"C": "? 3 3 3 2 3 4 2 2 5 1 ?", "D": "1 2 3 3 2 4 4 1 2 5 1 ?"}
    lines = [f"{who},,u{n},{value}" for who, row in data.items() for n, value in enumerate(row.split(), 1)]
    found = answer(capsys, "--scale", "1:5", write(tmp_path / "k.csv", "rater,side,item,answer", *lines))
    assert found["alpha"] == pytest.approx(0.815, abs=5e-4)
    assert (found["instrument"], found["scale"], found["sides"]) == (None, [1, 5], [])
    u11 = next(item for item in found["items"] if item["item"] == "u11")
    assert (u11["n"], u11["dont_know"], u11["median"]) == (2, 2, 1)


def test_too_few_raters_show_nothing_and_end_with_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = ratings(tmp_path / "p.csv", "partnership", {"a/x": {"": "4"}, "b/x": {"": "2"}})
    found = answer(capsys, "partnership", path, ends=1)
    assert (found["score"], found["items"], found["domains"], found["sides"], found["alpha"]) == (
        None,
        [],
        [],
        [],
        None,
    )
    assert found["why"] == "2 answered; nothing is shown below 3."


def test_a_small_side_of_an_anonymous_instrument_is_not_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    people = {f"r{n}/{'ngo' if n < 4 else 'union'}": {"": str(2 + n % 3)} for n in range(6)}
    found = answer(capsys, "partnership", ratings(tmp_path / "p.csv", "partnership", people))
    assert found["score"] is not None
    assert [(side["side"], side["raters"], side["score"]) for side in found["sides"]] == [
        ("ngo", 4, None),
        ("union", 2, None),
    ]


def test_consensus_reads_positions(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = ratings(tmp_path / "c.csv", "consensus", {f"{name}/x": {"": "2"} for name in "abc"})
    positions = write(tmp_path / "s.csv", "stakeholder,power,position", "minister,5,2", "union,3,-1")
    found = answer(capsys, "consensus", path, "--positions", positions)
    assert (found["score"], found["class"]) == (43.75, "conditional")
    assert "position" in answer(capsys, "consensus", path, ends=1)["why"]
    wrong = write(tmp_path / "w.csv", "stakeholder,power,position", "minister,7,2")
    assert main(["instruments", "score", "consensus", path, "--positions", wrong]) == 2
    assert "row 2, field power, value “7”" in capsys.readouterr().err


def test_words_of_the_scale_a_decimal_comma_and_not_applicable_are_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    people = {"a/": {"": "yes", "3": "0,5", "24": "NA"}, "b/": {"": "oui", "3": "0.5", "24": "n/a"}}
    found = answer(capsys, "package", ratings(tmp_path / "p.csv", "package", people))
    assert found["score"] == pytest.approx(100 * 23.5 / 24)
    assert (found["class"], found["kappa"]) == ("release", 1)


def test_a_file_of_ones_own_and_options_anywhere(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own = write(tmp_path / "own.toml", FILE)
    path = write(tmp_path / "a.csv", "Rater;Side;Item;Answer", "r;;a;1", "r;;b;3", "s;;a;;", "s;;b;3")
    assert main(["instruments", "score", own, "--json", path]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["instrument"], found["version"], found["score"], found["class"]) == ("small", "1", 2, "low")
    assert found["gates"] == [{"gate": "gate", "text": "May lead", "met": False, "short": ["a"]}]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("a,x,1,9", "a.csv, row 2, field answer, value “9”: The answer is not on the scale. Write one of: 0, 1, 2, 3."),
        ("a,x,1,many", "row 2, field answer, value “many”: This is no answer"),
        ("a,x,1,NA", "row 2, field answer, value “NA”"),
        ("a,x,99,1", "row 2, field item, value “99”: The instrument has no such item."),
        (",x,1,1", "row 2, field rater: The rater is empty."),
        ("a,x,1,1\na,x,1,2", "row 3, field item, value “1”: Rater a answers item 1 twice."),
        ("a,x,1,1\na,y,2,2", "row 3, field side, value “y”: Rater a stands on two sides."),
    ],
)
def test_a_wrong_row_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str], line: str, said: str) -> None:
    path = write(tmp_path / "a.csv", "rater,side,item,answer", line)
    assert main(["instruments", "score", "scalability", path]) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("beauty", "{file}"), "There is no instrument beauty. Known are: scalability"),
        (("missing.toml", "{file}"), "missing.toml cannot be read"),
        (("{file}",), "Give an instrument and a file"),
        (("scalability", "{file}", "--scale", "1:5"), "Give an instrument and a file"),
        (("--scale", "5:1", "{file}"), "does not lead up"),
        (("--scale", "one", "{file}"), "one is not a scale"),
        (("scalability", "nowhere.csv"), "nowhere.csv is not there"),
    ],
)
def test_wrong_arguments_end_with_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], said: str
) -> None:
    path = write(tmp_path / "a.csv", "rater,side,item,answer", "a,x,1,1")
    assert main(["instruments", "score", *(part.format(file=path) for part in arguments)]) == 2
    assert said in capsys.readouterr().err


def test_a_table_without_its_columns_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(tmp_path / "a.csv", "who,side,question,answer", "a,x,1,1")
    assert main(["instruments", "score", "scalability", path]) == 2
    assert "rater" in capsys.readouterr().err


@pytest.mark.parametrize("code", list(house_instruments()))
def test_every_instrument_prints_a_table_for_people(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], code: str
) -> None:
    path = ratings(tmp_path / "a.csv", code, {f"{who}/{who}": {"": "1"} for who in "abc"})
    positions = write(tmp_path / "s.csv", "stakeholder,power,position", "minister,5,2")
    assert main(["instruments", "score", code, path, "--positions", positions]) == 0
    told = capsys.readouterr().out
    assert "median" in told
    assert "nothing" not in told


def test_scoring_loads_no_django(tmp_path: Path) -> None:
    path = ratings(tmp_path / "a.csv", "fidelity", {"a/x": {"": "1"}})
    script = (
        "import sys; from groundswell.front.cli import main; "
        f"code = main(['instruments', 'score', 'fidelity', {path!r}]); "
        "sys.exit(code or bool({'django', 'numba'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False, capture_output=True).returncode == 0
