"""What software can ask for."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from ninja import Query, Router

from groundswell.across.exchange.api.doors import behind
from groundswell.across.exchange.api.shapes import (
    ERRORS,
    AppliedOut,
    PreviewOut,
    ProgramsOut,
    Rows,
    RowsIn,
    RowsOut,
    RowsToApply,
    Strict,
    TablesOut,
    ValuesOut,
    Wanted,
)
from groundswell.across.exchange.api.told import applied, column, preview, value
from groundswell.across.exchange.selectors import Wish, values_by_page
from groundswell.across.exchange.services import Asked, apply_rows, preview_rows, rows_out, tables_for
from groundswell.domain.errors import WrongShape
from groundswell.ground.programs.selectors import program_by_code, programs_of

router = Router()


def entered(request: HttpRequest, asked: type[Strict] | None = None) -> tuple[Any, Any]:
    """The permit, and the program that the address names.

    Args:
        request: The request.
        asked: What may be asked for after the question mark; ninja itself passes over what it does not know.

    Raises:
        WrongShape: Something else is asked for.
    """
    for name in request.GET if asked else ():
        if asked and name not in asked.model_fields:
            words = {"where": name[:200], "what": ", ".join(asked.model_fields)}
            raise WrongShape(
                _("“%(where)s” cannot be asked for here, only: %(what)s.") % words,
                _("Look at the description of the API: /api/v1/docs"), code="api.shape",
            )  # fmt: skip
    return request.permit, request.things.get("program")  # type: ignore[attr-defined]


def address(request: HttpRequest, name: str, *parts: str, **query: object) -> str:
    """The whole address of an operation."""
    told = urlencode({key: said for key, said in query.items() if said not in ("", None)})
    return request.build_absolute_uri(reverse(f"api:{name}", args=parts) + (f"?{told}" if told else ""))


@router.get("/programs", response={200: ProgramsOut, **ERRORS}, summary="Programs that you may see")
@behind("people.self.read")
def programs(request: HttpRequest) -> Any:
    """Programs that are open, by name."""
    permit, _program = entered(request)
    found = programs_of(permit)
    return {
        "programs": [
            {"code": row.code, "key": row.key, "name": str(row), "tables": address(request, "tables", row.code)}
            for row in found
        ]
    }


@router.get("/programs/{program}/tables", response={200: TablesOut, **ERRORS}, summary="Tables of a program")
@behind("exchange.table.download", program=program_by_code)
def tables(request: HttpRequest, program: str) -> Any:
    """The tables that you may read: those that go to Excel."""
    permit, found = entered(request)
    return {
        "tables": [
            {"code": table.code, "title": table.title, "writable": table.writable,
             "rows": address(request, "rows", program, table.code)}
            for table in tables_for(permit, found)
        ]
    }  # fmt: skip


@router.get("/programs/{program}/tables/{table}", response={200: RowsOut, **ERRORS}, summary="Rows of a table")
@behind("exchange.table.download", program=program_by_code)
def rows(request: HttpRequest, program: str, table: str, part: Query[Rows]) -> Any:
    """Rows that you may see, at most 200 at once: long tables as they were recorded, others as in their Excel file."""
    permit, found = entered(request, Rows)
    page = rows_out(permit, found, table, Asked(part.start, part.after, part.limit))
    onward = {"after": page.after} if page.after else {"start": part.start + part.limit}
    further = address(request, "rows", program, table, **onward, limit=part.limit)
    return {
        "table": table, "columns": [column(each) for each in page.columns],
        "rows": [{"id": key, "cells": cells} for key, cells in page.rows], "next": further if page.more else None,
    }  # fmt: skip


@router.post(
    "/programs/{program}/tables/{table}/preview", response={200: PreviewOut, **ERRORS}, summary="See what rows would do"
)
@behind("exchange.import.upload", program=program_by_code)
def preview_table(request: HttpRequest, program: str, table: str, body: RowsIn) -> Any:
    """Compare rows with what is stored, as the import of a workbook does. Nothing is written."""
    permit, found = entered(request)
    return preview(preview_rows(permit, found, table, body.rows))


@router.post("/programs/{program}/tables/{table}/apply", response={200: AppliedOut, **ERRORS}, summary="Write rows")
@behind("exchange.import.apply", program=program_by_code)
def apply_table(request: HttpRequest, program: str, table: str, body: RowsToApply) -> Any:
    """Write what a preview promised, all of it or nothing. The same sent again writes nothing and answers the same."""
    permit, found = entered(request)
    done = apply_rows(permit, found, table, body.rows, key=body.key, fingerprint=body.fingerprint)
    return applied(done)


@router.get("/programs/{program}/values", response={200: ValuesOut, **ERRORS}, summary="Values of indicators")
@behind("monitoring.value.read", program=program_by_code)
def values(request: HttpRequest, program: str, wanted: Query[Wanted]) -> Any:
    """Values that you may see, in the order they were recorded; to be read page by page."""
    permit, found = entered(request, Wanted)
    said = wanted.dict()
    page = values_by_page(permit, found, Wish(**said))
    further = address(request, "values", program, **{**said, "after": page.after}) if page.after else None
    return {"values": [value(row) for row in page.rows], "next": further}
