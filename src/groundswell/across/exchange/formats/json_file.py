"""JSON files: read whole, within a size, with a sentence for what is broken."""

from __future__ import annotations

import json
import math
from typing import Any

from groundswell.across.exchange.formats.delimited import decode
from groundswell.across.exchange.formats.safety import Limits, check_size
from groundswell.domain.errors import BadInput
from groundswell.domain.said import said as _

JSON_LIMITS = Limits(file_mb=60)


def is_json(data: bytes) -> bool:
    """Whether a file is JSON at all; the first line of a CSV may begin like it.

    Example:
        >>> is_json(b"[1, 2]"), is_json(b"[id],place")
        (True, False)
    """
    try:
        json.loads(decode(data)[0])
    except (ValueError, RecursionError):
        return False
    return True


def read_json(data: bytes, *, name: str = "", limits: Limits = JSON_LIMITS) -> dict[str, Any]:
    """The one object that a JSON file holds.

    Args:
        data: The whole file, in any Unicode encoding.
        name: The file's name, for messages.
        limits: How large it may be.

    Raises:
        BadInput: It is too large, broken, nested too deeply, or holds no object.
    """
    check_size(data, name, limits)
    try:
        found = json.loads(decode(data)[0])
    except json.JSONDecodeError as error:
        raise BadInput(
            _(
                "%(file)s is not whole JSON: something is wrong in line %(line)s, column %(column)s.",
                file=name or _("The file"),
                line=error.lineno,
                column=error.colno,
            ),
            _("It may have been cut off while downloading; get it again."),
            code="json.broken",
        ) from error
    except RecursionError as error:
        raise BadInput(
            _("%(file)s is nested too deeply to be read.", file=name or _("The file")),
            _("Choose the file as its source made it."),
            code="json.too_deep",
        ) from error
    if not isinstance(found, dict):
        raise unknown_json(name)
    return found


def unknown_json(name: str) -> BadInput:
    """The refusal of a JSON file that is of no kind we read."""
    return BadInput(
        _("%(file)s is JSON of a kind that is not read here.", file=name or _("The file")),
        _("Read are FHIR bundles, GeoJSON, and data values or analytics answers of DHIS2."),
        code="json.unknown",
    )


def mapping_of(value: object) -> dict[str, Any]:
    """The value where it is an object, an empty one otherwise: files of others leave parts out or null."""
    return value if isinstance(value, dict) else {}


def items_of(value: object) -> list[Any]:
    """The value where it is a list, an empty one otherwise."""
    return value if isinstance(value, list) else []


def text_of(value: object) -> str:
    """A scalar as trimmed text; '' for null, lists and objects."""
    if value is None or isinstance(value, dict | list | bool):
        return ""
    if isinstance(value, float) and math.isfinite(value) and value.is_integer():
        return str(int(value))
    return " ".join(str(value).split())
