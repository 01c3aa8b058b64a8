"""A mapping as a file and back: TOML for people (``--map MAP.toml``), JSON for programs."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Any, get_args

from groundswell.across.exchange.formats.mapping import PARTS, RESTS, SheetMapping, ValueColumn
from groundswell.across.exchange.formats.sheet_periods import DatesAre
from groundswell.domain.errors import BadInput
from groundswell.domain.said import said as _

_TEXTS = {"place", "place_code", "place_constant", "period_constant", "indicator", "indicator_constant"}
_LISTS = {"parents", "period", "ignored", "groups", "totals", "cumulative", "missing"}
_CHOICES: dict[str, tuple[str, ...]] = {
    "rest": RESTS,
    "dates_are": get_args(DatesAre.__value__),
    "decimal": (".", ","),
}


def mapping_to_toml(mapping: SheetMapping) -> str:
    """The mapping as TOML; what stands at its default is left out.

    Args:
        mapping: The mapping.

    Example:
        >>> print(mapping_to_toml(SheetMapping(place="district", period=("year", "month"))), end="")
        place = "district"
        period = ["year", "month"]
    """
    lines: list[str] = []
    tables: list[str] = []
    for key, value in mapping.to_dict().items():
        if key == "values" and isinstance(value, list):
            for column in value:
                tables += ["", "[[values]]", *(f"{name} = {_toml(part)}" for name, part in column.items())]
        elif isinstance(value, dict):
            tables += ["", f"[{key}]", *(f"{_toml(name)} = {_toml(part)}" for name, part in value.items())]
        else:
            lines.append(f"{key} = {_toml(value)}")
    return "\n".join([*lines, *tables]).lstrip("\n") + "\n"


def mapping_from_toml(text: str, *, name: str = "") -> SheetMapping:
    """The mapping that a TOML file holds.

    Raises:
        BadInput: It is no TOML, or says something a mapping does not know.
    """
    try:
        return mapping_from_dict(tomllib.loads(text), name=name)
    except tomllib.TOMLDecodeError as error:
        raise _wrong(name, _("it is not TOML: %(reason)s", reason=error)) from error


def mapping_from_json(text: str, *, name: str = "") -> SheetMapping:
    """The mapping that a JSON text holds.

    Raises:
        BadInput: It is no JSON object, or says something a mapping does not know.
    """
    try:
        found = json.loads(text)
    except json.JSONDecodeError as error:
        raise _wrong(name, _("it is not JSON: %(reason)s", reason=error)) from error
    if not isinstance(found, dict):
        raise _wrong(name, _("it is not a mapping"))
    return mapping_from_dict(found, name=name)


def mapping_from_dict(found: Mapping[str, Any], *, name: str = "") -> SheetMapping:
    """The mapping that plain values describe.

    Raises:
        BadInput: An unknown key, or a value of the wrong kind.
    """
    known = [part.name for part in fields(SheetMapping)]
    unknown = [key for key in found if key not in known]
    if unknown:
        raise _wrong(
            name,
            _("“%(keys)s” is not known; known are %(known)s", keys=", ".join(unknown), known=", ".join(known)),
        )
    return SheetMapping(**{key: _reader(key)(key, value, name) for key, value in found.items()})


def _reader(key: str) -> Callable[[str, Any, str], Any]:
    if key in _TEXTS:
        return _text
    if key in _LISTS:
        return _texts
    if key in _CHOICES:
        return _choice
    return {"periods": _periods, "values": _values}.get(key, _truth)


def _text(key: str, value: Any, name: str) -> str:
    if not isinstance(value, str):
        raise _wrong(name, _("“%(key)s” must be text", key=key))
    return value


def _texts(key: str, value: Any, name: str) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    if not isinstance(value, list):
        raise _wrong(name, _("“%(key)s” must be a list of texts", key=key))
    return tuple(_text(key, item, name) for item in value)


def _choice(key: str, value: Any, name: str) -> str:
    if value not in _CHOICES[key]:
        raise _wrong(name, _("“%(key)s” must be one of %(known)s", key=key, known=", ".join(_CHOICES[key])))
    return str(value)


def _truth(key: str, value: Any, name: str) -> bool:
    if not isinstance(value, bool):
        raise _wrong(name, _("“%(key)s” must be true or false", key=key))
    return value


def _periods(key: str, value: Any, name: str) -> tuple[tuple[str, str], ...]:
    if not isinstance(value, dict):
        raise _wrong(name, _("“%(key)s” must say which text means which period", key=key))
    return tuple((text, _text(key, meaning, name)) for text, meaning in value.items())


def _values(key: str, value: Any, name: str) -> tuple[ValueColumn, ...]:
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise _wrong(name, _("“%(key)s” must be a list of columns", key=key))
    known = [part.name for part in fields(ValueColumn)]
    columns: list[ValueColumn] = []
    for item in value:
        if not item.get("header") or not set(item) <= set(known):
            raise _wrong(
                name, _("a column of “values” needs “header” and may have %(known)s", known=", ".join(known[1:]))
            )
        texts = {part: _text(part, text, name) for part, text in item.items()}
        if texts.get("part", "value") not in PARTS:
            raise _wrong(name, _("“%(key)s” must be one of %(known)s", key="part", known=", ".join(PARTS)))
        columns.append(ValueColumn(**texts))  # type: ignore[arg-type]  # part was checked above
    return tuple(columns)


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    # JSON's escapes are TOML's too, but TOML also wants DEL escaped.
    return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")


def _wrong(name: str, what: str) -> BadInput:
    return BadInput(
        _("%(file)s cannot be used as a mapping: %(what)s.", file=name or _("The file"), what=what),
        _("Save the mapping from the mapping page and change that."),
        code="mapping.wrong",
    )
