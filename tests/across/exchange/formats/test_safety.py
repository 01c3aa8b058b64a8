"""Files made to harm the reader are refused, fast, in words, and without filling memory."""

from __future__ import annotations

import io
import sys
import time
import zipfile
from collections.abc import Callable

import pytest

from groundswell.across.exchange.formats.dhis2 import read_data_values_xml
from groundswell.across.exchange.formats.json_file import read_json
from groundswell.across.exchange.formats.safety import Limits, check_workbook
from groundswell.across.exchange.formats.tables import table_from_bytes
from groundswell.domain.errors import BadInput
from tests.across.exchange.formats.test_tables import workbook

RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def xlsx(sheet: bytes, *, more: dict[str, bytes] | None = None, shared: bytes = b"") -> bytes:
    """The smallest workbook around one sheet's XML."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>',
        )
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" '
            f'Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        )
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>'
            '<sheet name="s" sheetId="1" r:id="r1"/></sheets></workbook>',
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" '
            f'Type="{RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        )
        archive.writestr("xl/worksheets/sheet1.xml", sheet)
        if shared:
            archive.writestr("xl/sharedStrings.xml", shared)
        for name, content in (more or {}).items():
            archive.writestr(name, content)
    return target.getvalue()


def sheet(rows: bytes, head: bytes = b"") -> bytes:
    return head + f'<worksheet xmlns="{MAIN}"><sheetData>'.encode() + rows + b"</sheetData></worksheet>"


def cell(reference: str) -> bytes:
    return f'<c r="{reference}"><v>1</v></c>'.encode()


ONE = b'<row r="1">' + cell("A1") + b"</row>"


def unpacks_to_much() -> bytes:
    return xlsx(sheet(ONE), more={"xl/media/zeros.bin": bytes(70 * 1024 * 1024)})


def one_huge_sheet() -> bytes:
    return xlsx(sheet(ONE + b" " * (65 * 1024 * 1024)))


def many_members() -> bytes:
    return xlsx(sheet(ONE), more={f"xl/x{number}.xml": b"<x/>" for number in range(300)})


def billion_laughs() -> bytes:
    entities = b"".join(
        f'<!ENTITY l{depth} "{f"&l{depth - 1};" * 10 if depth else "lol"}">'.encode() for depth in range(10)
    )
    return xlsx(sheet(ONE, b"<?xml version='1.0'?><!DOCTYPE x [" + entities + b"]>"))


def outside_entity() -> bytes:
    head = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    return xlsx(sheet(ONE), shared=head + f'<sst xmlns="{MAIN}"><si><t>&e;</t></si></sst>'.encode())


def doctype_in_utf16() -> bytes:
    return xlsx(("\ufeff<!DOCTYPE x [<!ENTITY e 'x'>]>" + sheet(ONE).decode()).encode("utf-16-le"))


def far_row() -> bytes:
    return xlsx(sheet(ONE + b'<row r="1048576">' + cell("A1048576") + b"</row>"))


def far_column() -> bytes:
    return xlsx(sheet(b'<row r="1">' + cell("A1") + cell("XFD1") + b"</row>"))


def far_corner_that_aborts_calamine() -> bytes:
    return xlsx(sheet(ONE + b'<row r="1048576">' + cell("XFD1048576") + b"</row>"))


def far_corner_written_to_slip_through() -> bytes:
    return xlsx(sheet(ONE + b'<row r = "1048576"><c  s="1"  r = "XFD1048576"><v>1</v></c></row>'))


def broken_zip() -> bytes:
    return xlsx(sheet(ONE))[:-40]


def larger_than_allowed() -> bytes:
    return b"PK\x03\x04" + bytes(11 * 1024 * 1024)


BOMBS = [
    unpacks_to_much,
    one_huge_sheet,
    many_members,
    billion_laughs,
    outside_entity,
    doctype_in_utf16,
    far_row,
    far_column,
    far_corner_that_aborts_calamine,
    far_corner_written_to_slip_through,
    broken_zip,
    larger_than_allowed,
]


def resident_mb() -> float:
    if sys.platform != "linux":
        pytest.skip("memory is measured on Linux only")
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS")) / 1024


@pytest.mark.parametrize("make", BOMBS)
def test_a_bomb_is_refused_in_words(make: Callable[[], bytes]) -> None:
    data = make()
    with pytest.raises(BadInput) as caught:
        table_from_bytes(data, name="bomb.xlsx")
    assert caught.value.text.startswith("bomb.xlsx")
    assert caught.value.remedy


@pytest.mark.parametrize("make", BOMBS)
def test_a_bomb_is_refused_within_two_seconds_and_twenty_megabytes(make: Callable[[], bytes]) -> None:
    data = make()
    before, start = resident_mb(), time.process_time()
    with pytest.raises(BadInput):
        table_from_bytes(data, name="bomb.xlsx")
    assert time.process_time() - start < 2
    assert resident_mb() - before < 20


def test_the_handmade_workbook_itself_is_read() -> None:
    assert table_from_bytes(xlsx(sheet(ONE + b'<row r="2">' + cell("A2") + b"</row>"))).headers == ("1",)


def test_a_far_cell_without_content_is_no_reason_to_refuse() -> None:
    styled = b'<row r="2">' + cell("A2") + b'<c r="XFD2" s="1"/></row>'
    assert len(table_from_bytes(xlsx(sheet(ONE + styled)))) == 1


def test_a_highly_compressed_honest_sheet_is_read() -> None:
    data = workbook(data=[["place", "n"], *([["Bo", 0]] * 50_000)])
    assert len(table_from_bytes(data)) == 50_000


def test_the_limits_can_be_set() -> None:
    data = workbook(data=[["a"] * 12])
    check_workbook(data, "x.xlsx", Limits(columns=300))
    with pytest.raises(BadInput, match="too large"):
        check_workbook(data, "x.xlsx", Limits(file_mb=0))


@pytest.mark.parametrize(
    "data",
    [
        b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><dataValueSet><dataValue value="&e;"/></dataValueSet>',
        '\ufeff<!DOCTYPE x [<!ENTITY e "1">]><dataValueSet/>'.encode("utf-16-le"),
    ],
)
def test_xml_with_entities_is_refused(data: bytes) -> None:
    with pytest.raises(BadInput, match="DOCTYPE"):
        read_data_values_xml(data, name="x.xml")


def test_deeply_nested_json_is_refused() -> None:
    with pytest.raises(BadInput, match="nested too deeply"):
        read_json(b'{"a":' * 100_000 + b"1" + b"}" * 100_000, name="x.json")
