"""Downloading tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from groundswell.across.exchange.services import Part, Sent, send_table
from groundswell.ground.programs.selectors import program_by_code
from groundswell.kit.door import Permit, door

if TYPE_CHECKING:
    from groundswell.ground.programs.models import Program


@door("exchange.table.download", program=program_by_code)
@require_safe
def download(request: HttpRequest, permit: Permit, program: Program, table: str) -> HttpResponse:
    """A table as a workbook that comes back."""
    return attached(send_table(permit, program, table, part=part_of(request)))


@door("exchange.table.download", program=program_by_code)
@require_safe
def download_csv(request: HttpRequest, permit: Permit, program: Program, table: str) -> HttpResponse:
    """A table as CSV."""
    return attached(send_table(permit, program, table, ending="csv", part=part_of(request)))


def part_of(request: HttpRequest) -> Part:
    """The part of a table that the address names."""
    said = request.GET.dict()
    return Part(said.pop("period", ""), said.pop("indicator", ""), said)


def attached(sent: Sent) -> HttpResponse:
    """A file to be saved."""
    response = HttpResponse(sent.data, content_type=sent.media_type)
    response["Content-Disposition"] = f'attachment; filename="{sent.filename}"'
    return response
