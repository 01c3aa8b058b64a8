"""Whatever a file holds, a command ends with one sentence and its exit code: 2 for bad input, 1 for no judgement."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from groundswell.front.cli import main
from tests.cast import Cast

POOL = "evidence pool {} --measure RR"
GEN = "evidence pool {} --measure GEN"
COMPARE, TRENDS, DILUTION = "evidence compare {}", "monitoring trends {}", "monitoring dilution {}"
CHART, P_CHART, C_CHART = (f"monitoring chart {{}} --type {kind}" for kind in ("run", "p", "c"))
VERDICT = "evidence verdict {} --context all"
READING = (POOL, COMPARE, VERDICT, TRENDS, CHART, DILUTION)

COUNTS = "study,ai,n1i,ci,n2i\n"
LIMITS = "study,estimate,lower,upper,level,df\n"
ARMS = "arm,cluster,n,events\n0,a,10,1\n0,b,10,2\n1,c,10,3\n1,d,10,1\n"
SERIES = "series,period,value\n"
SHARES = "label,numerator,denominator\n"
REPORTS = "place,wave,depth,period,indicator,numerator,denominator\n"


def end(capsys: pytest.CaptureFixture[str], words: str, file: Path | str) -> tuple[int, str, str]:
    code = main([*(str(file) if word == "{}" else word for word in words.split()), "--json"])
    told = capsys.readouterr()
    return code, told.out, told.err


def refused(capsys: pytest.CaptureFixture[str], words: str, file: Path | str, code: int = 2) -> str:
    ended, out, told = end(capsys, words, file)
    assert (ended, out) == (code, ""), told
    assert told.endswith(".\n"), told
    assert told.count("\n") == 1, told
    return told


@pytest.mark.parametrize("words", READING)
def test_a_file_that_is_no_table_is_refused_by_every_command(
    words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "folder, not a file" in refused(capsys, words, tmp_path)
    assert "is not there" in refused(capsys, words, tmp_path / "none.csv")
    for name, held, said in (
        ("empty.csv", b"", "is empty"),
        ("blank.csv", b"\n\n", "is empty"),
        ("bytes.csv", b"\x00\x01\xff\xfe", "not text"),
        ("wrong.csv", b"a,b\n1,2\n", "column"),
    ):
        (tmp_path / name).write_bytes(held)
        assert said in refused(capsys, words, tmp_path / name)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"")))
    assert "standard input is empty" in refused(capsys, words, "-")


@pytest.mark.parametrize("words", [words for words in READING if words != VERDICT])
def test_a_sheet_that_is_absent_names_those_that_are_there(
    words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "book.xlsx")) as book:
        book.add_worksheet("north").write(0, 0, "a")
        book.add_worksheet("south")
    assert "Its sheets are: north, south." in refused(capsys, f"{words} --sheet east", tmp_path / "book.xlsx")
    assert "is empty" in refused(capsys, f"{words} --sheet south", tmp_path / "book.xlsx")


@pytest.mark.parametrize(
    ("words", "text", "said"),
    [
        (POOL, COUNTS + "A,x,100,5,100\n", "row 2, field ai, value “x”"),
        (POOL, COUNTS + "A,-1,100,5,100\n", "-1 of 100"),
        (POOL, COUNTS + "A,101,100,5,100\n", "101 of 100"),
        (POOL, COUNTS + "A,nan,100,5,100\n", "“nan” is not a number"),
        (POOL, COUNTS + "A,inf,100,5,100\n", "“inf” is not a number"),
        (POOL, COUNTS + "A,5,1e308,5,100\n", "field n1i, value “1e308”: The number 1e+308 is too large"),
        (GEN, "study,yi,vi\nA,1,0\n", "field vi, value “0”: The variance 0 is not above 0"),
        (GEN, "study,yi,vi\nA,1,1e-320\n", "field vi, value “1e-320”"),
        (GEN, LIMITS + "A,1,2,3,,\n", "outside 2 to 3"),
        (GEN, LIMITS + "A,1,1,1,,\n", "not above the lower limit"),
        (GEN, LIMITS + "A,1,.5,2,95,\n", "not between 0 and 1"),
        (GEN, LIMITS + "A,1,.5,2,.95,-2\n", "degrees of freedom"),
        (COMPARE, ARMS + "2,e,5,1\n", "Write 1 for the approach, 0 for the control"),
        (COMPARE, ARMS + "0,e,-5,1\n", "row 6, field n, value “-5”"),
        (COMPARE, ARMS + "0,e,5,-1\n", "-1 events in 5 people"),
        (COMPARE, ARMS + "0,e,5,6\n", "6 events in 5 people"),
        (COMPARE, ARMS + "0,e,nan,1\n", "“nan” is not a number"),
        (COMPARE, ARMS + "0,e,1e308,1\n", "too large"),
        (COMPARE, ARMS + "1,a,10,1\n", "Cluster a stands in two arms"),
        (COMPARE, ARMS + "0,,10,1\n", "The cluster has no name"),
        (TRENDS, SERIES + "a,2024-01,x\n", "“x” is not a number"),
        (TRENDS, SERIES + "a,2024-01,inf\n", "“inf” is not a number"),
        (TRENDS, SERIES + "a,2024-01,1e308\na,2024-02,-1e308\n", "too large"),
        (TRENDS, SERIES + "a,1,1\na,1,2\n", "two values for one period"),
        (TRENDS, SERIES + "a,2024-01,1\na,2024-13,2\n", "row 3, field period, value “2024-13”"),
        (CHART, "label,value\na,1e308\nb,-1e308\n", "too large"),
        (C_CHART, "label,value\na,-1\nb,2\n", "row 2, field value, value “-1”: A count of -1 is below 0"),
        (P_CHART, SHARES + "a,-1,10\nb,2,10\n", "A count of -1 is below 0"),
        (P_CHART, SHARES + "a,11,10\nb,2,10\n", "11 of 10 is more than all"),
        (P_CHART, SHARES + "a,1,-10\nb,2,10\n", "A denominator of -10 is below 0"),
        (P_CHART, "label,numerator,denominator,include\na,1,9,maybe\nb,1,9,1\n", "“maybe” is neither 1 nor 0"),
        (DILUTION, REPORTS + "x,0,0,2024-01,P9,1,1e308\n", "too large"),
        (DILUTION, REPORTS + "x,-1,0,2024-01,P9,1,5\n", "A wave of -1"),
        (DILUTION, REPORTS + ",0,0,2024-01,P9,1,5\n", "The place is missing"),
        (DILUTION, REPORTS + "x,0,0,2024-13,P9,1,5\n", "“2024-13” is not a period"),
    ],
)
def test_a_cell_that_cannot_be_is_named_with_its_row(
    words: str, text: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "file.csv"
    file.write_text(text, "utf-8")
    assert said in refused(capsys, words, file)


@pytest.mark.parametrize(
    ("words", "text", "said"),
    [
        (POOL, COUNTS + "A,0,100,0,100\nB,0,100,0,100\n", "no events in both arms"),
        (COMPARE, "arm,cluster,n,events\n0,a,10,1\n0,b,10,2\n", "One arm has no cluster"),
        (TRENDS, SERIES + "a,2024-01,1\n", "A trend needs two values"),
        (CHART, "label,value\na,1\n", "fewer than two values"),
        (P_CHART, SHARES + "a,0,0\nb,0,0\n", "fewer than two values"),
    ],
)
def test_too_little_to_judge_ends_with_1(
    words: str, text: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "file.csv"
    file.write_text(text, "utf-8")
    assert said in refused(capsys, words, file, code=1)


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (GEN, "study,yi,vi\nA,1e15,1e-15\nB,-1e15,1e-15\nC,0,1e-15\n"),
        (GEN, "study,yi,vi\nA,1,1e15\nB,2,1e15\nC,3,1e15\n"),
        ("evidence pool {} --measure OR", "study,yi,vi\nA,1e10,1\nB,2e10,1\nC,3e10,2\n"),
        (POOL, COUNTS + "A,1e14,1e15,5,100\nB,5,1e15,5,100\nC,5,100,5,100\n"),
        (COMPARE, "arm,cluster,n,events\n0,a,1e15,1\n0,b,1e8,2\n1,c,10,3\n1,d,10,1\n"),
        (COMPARE, "arm,cluster,n,value,sd\n0,a,10,1e15,1\n0,b,10,-1e15,1\n1,c,10,3,1\n1,d,10,1,1\n"),
        (TRENDS, SERIES + "".join(f"a,{at},{(-1) ** at}e15\n" for at in range(12))),
        (CHART, "label,value\n" + "".join(f"{at},{(-1) ** at}e15\n" for at in range(12))),
        (P_CHART, SHARES + "".join(f"{at},{at},1e15\n" for at in range(12))),
    ],
)
def test_the_largest_numbers_that_are_read_end_with_an_answer_and_not_in_the_code(
    words: str, text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "file.csv"
    file.write_text(text, "utf-8")
    code, out, told = end(capsys, words, file)
    assert code in (0, 1), told
    if code == 0:
        json.loads(out)


@pytest.mark.parametrize(
    ("option", "said"),
    [
        ("--level 95", "not between 0 and 1"),
        ("--level nan", "not between 0 and 1"),
        ("--mid inf", "not a minimum important ratio"),
        ("--mid 0", "not a minimum important ratio"),
        ("--moderator dose", "There is no column dose"),
    ],
)
def test_an_option_that_cannot_be_is_told(
    option: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "file.csv"
    file.write_text(COUNTS + "A,5,100,9,100\nB,5,100,8,100\nC,6,100,9,100\n", "utf-8")
    assert said in refused(capsys, f"{POOL} {option}", file)


@pytest.mark.parametrize("option", ["--k inf", "--k 1e200", "--k -1", "--cluster-size 0", "--cluster-size 1e300"])
def test_a_plan_beyond_every_trial_is_refused(option: str, capsys: pytest.CaptureFixture[str]) -> None:
    words = f"evidence plan --control .04 --effect .028 --cluster-size 300 {option}"
    assert "Size above 0, k 0 or more" in refused(capsys, words, "")


def test_a_template_that_cannot_be_written_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evidence", "template", str(tmp_path / "none" / "verdict.xlsx")]) == 2
    assert "cannot be written" in capsys.readouterr().err


def test_people_by_the_hundred_million_do_not_fill_the_memory(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "file.csv"
    file.write_text(ARMS.replace("10,", "100000000,"), "utf-8")
    code, out, told = end(capsys, COMPARE, file)
    assert code == 0, told
    assert "more than 4000 people" in json.loads(out)["methods"]["gee_mancl_derouen"]["why"]


def test_an_import_says_what_it_cannot_use(cast: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sheet, latin, broken = (tmp_path / name for name in ("values.csv", "latin.toml", "broken.toml"))
    sheet.write_text("district,month,sessions\nDorasa,2026-01,4\n", "utf-8")
    latin.write_bytes(b"\xff\xfe=1\n")
    broken.write_text("a=", "utf-8")

    def said(*words: Any) -> str:
        assert main(["import", *map(str, words)]) == 2
        return capsys.readouterr().err

    assert "There is no program “nope”. The programs are: elsewhere, groups." in said("nope", sheet)
    assert "not text in UTF-8" in said("groups", sheet, "--map", latin)
    assert "broken.toml is not TOML" in said("groups", sheet, "--as", "survey", "--map", broken)
    assert "is not there, or empty" in said("groups", sheet, "--map", tmp_path)
    assert "folder, not a file" in said("groups", tmp_path)
    assert "is not there" in said("groups", tmp_path / "none.csv")


def test_more_than_all_is_refused_for_shares_and_taken_where_it_can_be(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "d.csv"
    path.write_text(REPORTS + "a,0,0,2026-01,P9,8,10\nb,1,1,2026-01,P9,11,10\n", "utf-8")
    told = refused(capsys, DILUTION, path)
    assert "row 3" in told
    assert "field numerator" in told
    assert "11 of 10 is more than all, and P9 is a share of its denominator" in told
    path.write_text(REPORTS + "a,0,0,2026-01,P13,8,10\nb,1,1,2026-01,P13,11,10\n", "utf-8")
    assert "more than all" not in end(capsys, DILUTION, path)[2]


@pytest.mark.parametrize("words", [TRENDS, DILUTION, COMPARE])
def test_a_sheet_of_a_file_without_sheets_is_refused(
    words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.csv"
    path.write_text(REPORTS + "a,0,0,2026-01,P9,8,10\n", "utf-8")
    assert "a.csv is no workbook, so it has no sheet “Data”" in refused(capsys, f"{words} --sheet Data", path)
