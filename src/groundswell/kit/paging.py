"""Long lists in pages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, overload

from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.http import HttpRequest

ROWS = 50


@overload
def paged[M: Model](request: HttpRequest, rows: QuerySet[M], *, per: int = ROWS) -> Page[M]: ...


@overload
def paged[M](request: HttpRequest, rows: Sequence[M], *, per: int = ROWS) -> Page[M]: ...


def paged(request: HttpRequest, rows: Any, *, per: int = ROWS) -> Page[Any]:
    """The page of a list that the address asks for (``?page=2``); a wrong number gives the nearest page.

    Args:
        request: The request.
        rows: The whole list, ordered.
        per: Rows on a page.
    """
    return Paginator(rows, per).get_page(request.GET.get("page"))
