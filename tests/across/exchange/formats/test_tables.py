"""Tables are read as people keep them, with rows numbered as people see them."""

from __future__ import annotations

import io
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from groundswell.across.exchange.formats.delimited import decode, find_separator
from groundswell.across.exchange.formats.sheets import sheet_names
from groundswell.across.exchange.formats.tables import read_table, table_from_bytes
from groundswell.domain.errors import BadInput


def workbook(**sheets: list[list[object]]) -> bytes:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, "default_date_format": "yyyy-mm-dd"})
    for name, rows in sheets.items():
        page = book.add_worksheet(name)
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)
    book.close()
    return target.getvalue()


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_found(separator: str) -> None:
    text = separator.join(["place", "value"]) + "\n" + separator.join(["Port Loko", "3"]) + "\n"
    table = table_from_bytes(text.encode())
    assert table.headers == ("place", "value")
    assert table.rows[0].values == ("Port Loko", "3")


def test_white_space_separates_columns_and_quoted_words_stay_whole() -> None:
    table = table_from_bytes(b'trial author tpos\n1 "Ferguson & Simes" 6\n2 "Aronson" 4\n')
    assert [row["author"] for row in table] == ["Ferguson & Simes", "Aronson"]


def test_a_table_of_r_with_nameless_row_names_keeps_its_columns() -> None:
    table = table_from_bytes(b'yi vi\n"a" 1 2\n"b" 3 4\n')
    assert [row["vi"] for row in table] == ["2", "4"]


def test_a_list_of_names_of_two_words_is_one_column() -> None:
    table = table_from_bytes(b"district\nPort Loko\nWestern Area\n")
    assert table.headers == ("district",)
    assert table.column("district") == ["Port Loko", "Western Area"]


def test_decimal_commas_do_not_pass_for_separators() -> None:
    assert find_separator("place;share\nBo;1,5\nKono;2,5\n") == ";"


def test_the_separator_that_excel_declares_is_obeyed_and_row_numbers_hold() -> None:
    table = table_from_bytes(b"sep=;\r\nplace;value\r\nBo;1,5\r\n")
    assert (table.header_row, table.rows[0].number, table.rows[0]["value"]) == (2, 3, "1,5")


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("place,n\nSégou,1\nKédougou,2\n", "utf-8"),
        ("place,n\nSégou,1\nKédougou,2\n", "utf-8-sig"),
        ("place,n\nSégou,1\nKédougou,2\n", "utf-16"),
        ("place,n\nSégou,1\nKédougou,2\n", "utf-16-le"),
        ("place,n\nSégou,1\nKédougou,2\n", "latin-1"),
        ("place,n\nCôte d’Ivoire – œuvre,1\nKédougou,2\n", "cp1252"),
        ("place,n\nالقاهرة,1\nالإسكندرية,2\nبورسعيد,3\nالسويس,4\nدمياط,5\n", "cp1256"),
        ("place,n\nДушанбе,1\nХатлонская область,2\nСогдийская область,3\n", "cp1251"),
    ],
)
def test_the_encoding_is_found(text: str, encoding: str) -> None:
    table = table_from_bytes(text.encode(encoding))
    expected = [line.split(",")[0] for line in text.split("\n")[1:-1]]
    assert table.column("place") == expected


def test_single_latin_letters_in_a_utf8_file_are_rescued() -> None:
    data = "Ségou, Kédougou, Thiès, Élavagnon, Bénin, Côte, Zé, Pô, Bé, Adjarra, Kouandé".encode() + b", S\xe9gou"
    assert decode(data)[0].endswith("Kouandé, Ségou")


def test_blanks_are_none_and_words_stay_words() -> None:
    table = table_from_bytes(b"place,a,b\nBo,,NA\nKono,0,-\n")
    assert table.rows[0].values == ("Bo", None, "NA")
    assert table.rows[1].values == ("Kono", "0", "-")


def test_rows_are_numbered_as_the_sheet_shows_them() -> None:
    table = table_from_bytes(b'place,n\n\n"Bo\nTown",1\n,\nKono,2\n')
    assert [(row.number, row["place"]) for row in table] == [(3, "Bo\nTown"), (5, "Kono")]


def test_titles_above_the_headers_are_left_out_and_said() -> None:
    table = table_from_bytes(b"Monthly report,,\n,,\ndistrict,month,n\nBo,2024-01,3\nKono,2024-01,4\n")
    assert table.headers == ("district", "month", "n")
    assert table.rows[0].number == 4
    assert any("row 3" in note for note in table.notes)


def test_repeated_and_blank_headers_get_names_of_their_own() -> None:
    table = table_from_bytes(b"n,n,,place\n1,2,3,Bo\n")
    assert table.headers == ("n", "n (2)", "column 3", "place")


def test_old_line_ends_and_short_rows_are_read() -> None:
    table = table_from_bytes(b"place,n,note\rBo,1\rKono,2,x\r")
    assert [row.values for row in table] == [("Bo", "1", None), ("Kono", "2", "x")]


def test_workbook_cells_keep_their_kinds() -> None:
    data = workbook(data=[["place", "n", "share", "day", "yes"], ["Bo", 12, 0.5, date(2024, 1, 31), True]])
    table = table_from_bytes(data, name="a.xlsx")
    assert table.rows[0].values == ("Bo", 12, 0.5, date(2024, 1, 31), True)
    assert [type(cell) for cell in table.rows[0].values] == [str, int, float, date, bool]
    assert table.rows[0].number == 2


def test_the_first_sheet_with_content_is_read_unless_one_is_named() -> None:
    data = workbook(empty=[], first=[["a"], [1]], second=[["b"], [2]])
    assert table_from_bytes(data).sheet == "first"
    assert table_from_bytes(data, sheet="second").headers == ("b",)
    assert sheet_names(data) == ("empty", "first", "second")


def test_a_missing_sheet_is_refused_with_the_names_of_those_there() -> None:
    with pytest.raises(BadInput, match=r"no sheet “x”.*first, second"):
        table_from_bytes(workbook(first=[["a"]], second=[["b"]]), sheet="x")


def test_rows_above_an_indented_table_keep_their_numbers() -> None:
    data = workbook(data=[[], [], ["", "place", "n"], ["", "Bo", 1]])
    table = table_from_bytes(data)
    assert (table.header_row, table.rows[0].number) == (3, 4)
    assert table.rows[0]["place"] == "Bo"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        (b" \n\n", "is empty"),
        (b"%PDF-1.7\n...", "is a PDF"),
        (b'{"type": "FeatureCollection"}', "is a JSON file"),
        (b"<html><body>", "is an XML or HTML file"),
        (b"a,b\n\x00\x01\x02,3\n", "bytes that are not text"),
        (b"PK\x03\x04 and then nothing", "damaged or locked"),
    ],
)
def test_what_is_no_table_is_refused_in_words(data: bytes, said: str) -> None:
    with pytest.raises(BadInput, match=said) as caught:
        table_from_bytes(data, name="x.csv")
    assert caught.value.remedy
    assert caught.value.text.startswith("x.csv")


def test_a_missing_file_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="is not there"):
        read_table(tmp_path / "none.csv")
    with pytest.raises(BadInput, match="is a folder"):
        read_table(tmp_path)


def test_a_missing_column_is_named_with_those_there() -> None:
    table = table_from_bytes(b"a,b\n1,2\n", name="x.csv")
    with pytest.raises(BadInput, match=r"c, d\..*a, b"):
        table.require("a", "c", "d")


def test_a_refused_cell_says_where_it_stands() -> None:
    row = table_from_bytes(b"a,b\n1,x\n", name="x.csv").rows[0]
    told = str(row.refuse("b", "Wrong.", "Mend it."))
    assert told == "x.csv, row 2, field b, value “x”: Wrong. Mend it."


def test_standard_input_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    class Standard:
        buffer = io.BytesIO(b"a,b\n1,2\n")

    monkeypatch.setattr(sys, "stdin", Standard())
    table = read_table("-")
    assert (table.name, table.rows[0]["b"]) == ("standard input", "2")


def test_reading_files_loads_no_django() -> None:
    import groundswell.across.exchange.formats as formats

    modules = sorted(path.stem for path in Path(formats.__file__).parent.glob("*.py"))
    code = "import sys\n" + "".join(
        f"import groundswell.across.exchange.formats.{module}\n" for module in modules if not module.startswith("_")
    )
    code += "sys.exit(any(name.split('.')[0] == 'django' for name in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(
    ("path", "rows", "columns"),
    [
        ("community-programmes/gdho_humanitarian_organisations.csv", 4548, 35),
        ("boundaries/sierra_leone_bo_district_villages.xls", 1001, 4),
        ("trends/AirPassengers.csv", 144, 2),
        ("trends/guelph_phosphorus_monthly.csv", 72, 3),
        ("evidence/meta-analysis/dat.bcg.txt", 13, 9),
        ("evidence/meta-analysis/dat.linde2005.txt", 26, 17),
        ("control-charts/qcc_orangejuice.txt", 54, 4),
        ("control-charts/qcc_pcmanufact.txt", 20, 2),
        ("coverage-surveys/india_nfhs_district_factsheets_BR_JK.csv", 6032, 7),
    ],
)
def test_real_tables_are_read_whole(shared_data: Path, path: str, rows: int, columns: int) -> None:
    table = read_table(shared_data / path)
    assert (len(table), len(table.headers)) == (rows, columns)


def test_a_real_latin_1_directory_shows_its_accents(shared_data: Path) -> None:
    table = read_table(shared_data / "community-programmes/gdho_humanitarian_organisations.csv")
    names = " ".join(str(name) for name in table.column("name"))
    assert "Aviation Sans Frontières" in names
    assert "�" not in names
    assert table.notes == ("The text was read as cp1252.",)
