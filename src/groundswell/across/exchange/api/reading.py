"""JSON as it comes in: bounded in depth, and refused in a sentence; its size is bounded by the settings."""

from __future__ import annotations

import json
import re
from typing import Any, NoReturn

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.parser import Parser

from groundswell.domain.errors import BadInput

MOST_DEEP = 20
QUOTED = re.compile(rb'"(?:[^"\\]|\\.)*+"', re.S)
BRACKETS = re.compile(rb"[\[\]{}]")


class BoundedParser(Parser):
    """Reads bodies that are nested at most twenty deep, as JSON says it and no further."""

    def parse_body(self, request: HttpRequest) -> Any:
        """The body as values.

        Raises:
            BadInput: It is too deep, or no JSON.
        """
        body = request.body
        if depth(body) > MOST_DEEP:
            raise BadInput(
                _("The JSON is nested more than %(most)s deep.") % {"most": MOST_DEEP},
                _("Look at the shape in the description of the API."),
                code="api.too_deep",
            )
        try:
            return json.loads(body, parse_constant=no_number)
        except (ValueError, RecursionError) as error:
            raise BadInput(
                _("What was sent is not JSON: %(what)s.") % {"what": str(error)[:200]},
                _("Send UTF-8 JSON, as the description of the API shows it."),
                code="api.not_json",
            ) from error


def depth(body: bytes) -> int:
    """How deep brackets are nested, those within texts not counted.

    Example:
        >>> depth(b'[{"a": "[[[["}, [1]]'), depth(b"7")
        (2, 0)
    """
    deepest = now = 0
    for bracket in BRACKETS.findall(QUOTED.sub(b"", body)):
        now += 1 if bracket in b"[{" else -1
        deepest = max(deepest, now)
    return deepest


def no_number(word: str) -> NoReturn:
    """Refuse NaN and Infinity, which JSON does not have.

    Raises:
        ValueError: Always.
    """
    raise ValueError(f"{word} is not a number")
