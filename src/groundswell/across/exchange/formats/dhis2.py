"""DHIS2 in: data value sets (JSON, CSV with and without a header, XML) and analytics answers (JSON).

Source: DHIS2 developer guide, "Data values" and "Analytics" (features.md 3.4).
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from lxml import etree

from groundswell.across.exchange.formats.json_file import items_of, mapping_of, read_json, text_of, unknown_json
from groundswell.across.exchange.formats.numbers import parse_number
from groundswell.across.exchange.formats.rows import SetAside, ValueRow, ValuesRead
from groundswell.across.exchange.formats.safety import check_size, check_xml
from groundswell.across.exchange.formats.sheet_periods import read_period
from groundswell.across.exchange.formats.tables import Table, table_from_bytes
from groundswell.domain.errors import BadInput, RowRefused, Where
from groundswell.domain.said import said as _

# Every DHIS2 instance gives its "default" combination this id.
DEFAULT_COMBINATION = "HllvX50cXC0"

_CSV_COLUMNS = (
    *("dataelement", "period", "orgunit", "categoryoptioncombo", "attributeoptioncombo"),
    *("value", "storedby", "timestamp", "comment", "followup", "deleted"),
)
_CSV_SPELLINGS = {"catoptcombo": "categoryoptioncombo", "attroptcombo": "attributeoptioncombo"}
_LEAST_COLUMNS = 6
_TRUTH = {"true": 1.0, "t": 1.0, "false": 0.0, "f": 0.0}
# What an analytics answer adds beside the value, and is no dimension.
_BESIDE = {"value", "factor", "multiplier", "divisor", "numerator", "denominator"}


class _Given(NamedTuple):
    """One data value as the file gives it, all as text."""

    number: int
    element: str
    period: str
    unit: str
    value: str
    combination: str = ""
    attribute: str = ""
    comment: str = ""
    follow_up: str = ""
    deleted: str = ""


def read_data_values_json(data: bytes, *, name: str = "") -> ValuesRead:
    """Values of a ``dataValueSets`` answer or payload in JSON.

    Args:
        data: The file.
        name: Its name, for messages.

    Raises:
        BadInput: It is no such JSON.
    """
    found = read_json(data, name=name)
    if "dataValues" not in found:
        raise unknown_json(name)
    given = (
        _given(number, mapping_of(item), found, str) for number, item in enumerate(items_of(found["dataValues"]), 1)
    )
    return _collect(given, name)


def read_data_values_xml(data: bytes, *, name: str = "") -> ValuesRead:
    """Values of a ``dataValueSet`` in XML; entities, DOCTYPE and network are off.

    Raises:
        BadInput: It is broken, unsafe, or holds no data value set.
    """
    check_size(data, name)
    check_xml(data, name)
    return _collect(_xml_values(data, name), name)


def read_data_values_csv(data: bytes, *, name: str = "") -> ValuesRead:
    """Values of a ``dataValueSets`` CSV, with its header or without.

    Raises:
        BadInput: The columns are not those of DHIS2.
    """
    table = data_values_table(data, name=name)
    if table is None:
        raise BadInput(
            _("%(file)s is not a CSV of DHIS2 data values.", file=name or _("The file")),
            _(
                "Its first columns must be %(columns)s.",
                columns=", ".join(_CSV_COLUMNS[:_LEAST_COLUMNS]),
            ),
            code="dhis2.columns",
        )
    headers = [_csv_column(header) for header in table.headers]
    given = (
        _given(row.number, dict(zip(headers, map(_cell_text, row.values), strict=True)), {}, str.lower) for row in table
    )
    return _collect(given, name)


def data_values_table(data: bytes, *, name: str = "") -> Table | None:
    """The table of a DHIS2 CSV with the headers of DHIS2, also where the file has none; None if it is no such CSV."""
    table = table_from_bytes(data, name=name)
    headers = {_csv_column(header) for header in table.headers}
    if {"dataelement", "period", "orgunit", "value"} <= headers:
        return table
    # Without a header the first record is a value: a period stands second, a unit third, the value sixth.
    first = table.headers
    if not _LEAST_COLUMNS <= len(first) <= len(_CSV_COLUMNS) or read_period(first[1]) is None or " " in first[0]:
        return None
    bare = table_from_bytes(data, name=name, header=False)
    if any(read_period(row.values[1]) is None for row in bare.rows[:50]):
        return None
    return bare.renamed(_CSV_COLUMNS[: len(bare.headers)])


def read_analytics_json(data: bytes, *, name: str = "") -> ValuesRead:
    """Values of an analytics answer (``headers``, ``metaData``, ``rows``).

    A dimension that stands in no column because the query fixed it is taken from the metadata if it has one item.

    Raises:
        BadInput: It is no analytics answer, or a dimension is nowhere.
    """
    found = read_json(data, name=name)
    if "headers" not in found or "rows" not in found:
        raise unknown_json(name)
    columns = {text_of(mapping_of(head).get("name")): place for place, head in enumerate(items_of(found["headers"]))}
    meta = mapping_of(found.get("metaData"))
    fixed = _fixed_dimensions(columns, meta, name)
    names = _names(meta)
    rows: list[ValueRow] = []
    refused: list[RowRefused] = []
    gaps: Counter[str] = Counter()
    for number, cells in enumerate(items_of(found["rows"]), 1):
        texts = [text_of(cell) for cell in items_of(cells)]
        record = fixed | {column: texts[place] for column, place in columns.items() if place < len(texts)}
        try:
            row = _analytics_row(number, record, name)
        except RowRefused as error:
            refused.append(error)
            continue
        if row.value is None and row.numerator is None:
            gaps[row.indicator] += 1
        else:
            rows.append(row)
    return ValuesRead(tuple(rows), tuple(refused), gaps=gaps, names=names)


def _analytics_row(number: int, record: Mapping[str, str], name: str) -> ValueRow:
    others = tuple((key, text) for key, text in record.items() if key not in {"dx", "ou", "pe", *_BESIDE} and text)
    return ValueRow(
        number,
        "value",
        record.get("ou", ""),
        "code",
        (),
        _period(number, "pe", record.get("pe", ""), name),
        record.get("dx", ""),
        _value(number, "value", record.get("value", ""), name),
        _value(number, "numerator", record.get("numerator", ""), name),
        _value(number, "denominator", record.get("denominator", ""), name),
        others,
    )


def _fixed_dimensions(columns: Mapping[str, int], meta: Mapping[str, Any], name: str) -> dict[str, str]:
    fixed: dict[str, str] = {}
    dimensions = mapping_of(meta.get("dimensions"))
    for key, meaning in (("dx", _("indicator")), ("ou", _("place")), ("pe", _("period"))):
        if key in columns:
            continue
        items = items_of(dimensions.get(key) or meta.get(key))
        if len(items) != 1:
            raise BadInput(
                _("%(file)s does not say which %(meaning)s its values belong to.", file=name, meaning=meaning),
                _("Ask DHIS2 again with “%(key)s” as a dimension instead of a filter.", key=key),
                code="dhis2.dimension",
            )
        fixed[key] = text_of(items[0])
    return fixed


def _names(meta: Mapping[str, Any]) -> dict[str, str]:
    items = {key: text_of(mapping_of(item).get("name")) for key, item in mapping_of(meta.get("items")).items()}
    older = {key: text_of(item) for key, item in mapping_of(meta.get("names")).items()}
    return {key: text for key, text in {**older, **items}.items() if text}


def _xml_values(data: bytes, name: str) -> Iterator[_Given]:
    outer: dict[str, str] = {}
    number = 0
    parser = etree.iterparse(
        io.BytesIO(data),
        events=("start",),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        for _event, element in parser:
            kind = etree.QName(element).localname
            if kind == "dataValueSet":
                outer = dict(element.attrib)
            elif kind == "dataValue":
                number += 1
                yield _given(number, element.attrib, outer, str)
            element.clear(keep_tail=False)
    except etree.XMLSyntaxError as error:
        raise BadInput(
            _("%(file)s is not whole XML: %(reason)s.", file=name or _("The file"), reason=error.msg),
            _("It may have been cut off while downloading; get it again."),
            code="xml.broken",
        ) from error
    if not number and not outer:
        raise BadInput(
            _("%(file)s holds no data values of DHIS2.", file=name or _("The file")),
            _("Export “data value set” from DHIS2 and choose that file."),
            code="dhis2.no_values",
        )


def _given(number: int, item: Mapping[str, Any], outer: Mapping[str, Any], spell: Any) -> _Given:
    def read(key: str) -> str:
        value = item.get(spell(key))
        return str(value).lower() if isinstance(value, bool) else text_of(value)

    return _Given(
        number,
        read("dataElement"),
        read("period") or text_of(outer.get("period")),
        read("orgUnit") or text_of(outer.get("orgUnit")),
        read("value"),
        read("categoryOptionCombo"),
        read("attributeOptionCombo") or text_of(outer.get("attributeOptionCombo")),
        read("comment"),
        read("followup") or read("followUp"),
        read("deleted"),
    )


def _collect(given: Iterable[_Given], name: str) -> ValuesRead:
    rows: list[ValueRow] = []
    refused: list[RowRefused] = []
    aside: list[SetAside] = []
    gaps: Counter[str] = Counter()
    for item in given:
        try:
            row = _row(item, name)
        except RowRefused as error:
            refused.append(error)
            continue
        if item.deleted == "true":
            aside.append(SetAside(row, _("DHIS2 marks this value as deleted.")))
        elif row.value is None:
            gaps[row.indicator] += 1
        else:
            rows.append(row)
    return ValuesRead(tuple(rows), tuple(refused), tuple(aside), gaps)


def _row(item: _Given, name: str) -> ValueRow:
    for text, label in ((item.element, "dataElement"), (item.unit, "orgUnit")):
        if not text:
            raise RowRefused(
                _("The %(field)s is missing.", field=label),
                _("Fill it in, or export the file from DHIS2 again."),
                where=Where(name, "", item.number, label),
                code="dhis2.missing",
            )
    kinds = (("categoryOptionCombo", item.combination), ("attributeOptionCombo", item.attribute))
    return ValueRow(
        item.number,
        "value",
        item.unit,
        "code",
        (),
        _period(item.number, "period", item.period, name),
        item.element,
        _value(item.number, "value", item.value, name),
        disaggregation=tuple((kind, text) for kind, text in kinds if text and text != DEFAULT_COMBINATION),
        comment=item.comment,
        flag=_("marked for follow-up in DHIS2") if item.follow_up == "true" else "",
    )


def _period(number: int, label: str, text: str, name: str) -> str:
    period = read_period(text) if text else None
    if period is None:
        raise RowRefused(
            _("“%(value)s” is not a period.", value=text) if text else _("The period is missing."),
            _("Write for example 202401, 2024Q1 or 2024."),
            where=Where(name, "", number, label, text),
            code="period.unknown",
        )
    return period


def _value(number: int, label: str, text: str, name: str) -> float | None:
    if not text:
        return None
    value = parse_number(text)
    if value is None:
        value = _TRUTH.get(text.lower())
    if value is None:
        raise RowRefused(
            _("“%(value)s” is neither a number nor yes/no.", value=text),
            _("Text values of DHIS2 are not read as indicators; leave out this data element or correct it."),
            where=Where(name, "", number, label, text),
            code="number.wrong",
        )
    return value


def _csv_column(header: str) -> str:
    plain = header.lower().replace(" ", "").replace("_", "")
    return _CSV_SPELLINGS.get(plain, plain)


def _cell_text(cell: object) -> str:
    return str(cell).lower() if isinstance(cell, bool) else text_of(cell)
