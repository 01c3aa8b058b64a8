"""Numbers of a method as columns: one column per field of the frozen dataclass that the method reads."""

from __future__ import annotations

import dataclasses
from typing import Any

from django.db import models

COLUMN: dict[str, type[models.Field[Any, Any]]] = {
    "float": models.FloatField,
    "int": models.IntegerField,
    "bool": models.BooleanField,
    "str": models.CharField,
}


def columns_of(rules: type) -> dict[str, models.Field[Any, Any]]:
    """A column for each field of a dataclass of numbers, with the same default.

    So a number that a method calls "default" cannot exist without being changeable by a program.

    Args:
        rules: A frozen dataclass whose fields are float, int, bool or str, each with a default or None.
    """
    columns: dict[str, models.Field[Any, Any]] = {}
    for field in dataclasses.fields(rules):
        kind, _, optional = str(field.type).partition(" | ")
        options: dict[str, Any] = {"null": True, "blank": True} if optional else {}
        if kind == "str":
            options["max_length"] = 60
        columns[field.name] = COLUMN[kind](default=field.default, **options)
    return columns


def read_rules[R](rules: type[R], row: models.Model) -> R:
    """The dataclass of a row whose columns were made by :func:`columns_of`."""
    names = [field.name for field in dataclasses.fields(rules)]  # type: ignore[arg-type]
    return rules(**{name: getattr(row, name) for name in names})


def within(what: str, **ends: tuple[float | None, float | None]) -> tuple[models.CheckConstraint, ...]:
    """Constraints that hold each number between its ends.

    Args:
        what: Whose numbers they are; the names of the constraints begin with it.
        ends: The lowest and the highest value of each column; None for no end.
    """
    return tuple(
        models.CheckConstraint(
            condition=models.Q(**{
                f"{column}__{side}": end for side, end in (("gte", low), ("lte", high)) if end is not None
            }),
            name=f"{what}_{column}_in_range",
        )
        for column, (low, high) in ends.items()
    )  # fmt: skip
