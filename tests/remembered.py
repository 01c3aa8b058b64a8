"""What a fixture arranges, built once by the product's own verbs and then put back row for row.

The cast takes some sixty queries, a program with a row in every table more than a thousand; the same rows go back in
one statement for each table, with the numbers, keys and times of the first time.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.db import connection, models
from django.db.models.sql import InsertQuery

type Rows = dict[type[models.Model], dict[Any, dict[str, Any]]]
type Statement = tuple[str, Any]

KEPT: dict[Callable[..., Any], tuple[bytes, list[Statement]]] = {}


def remembered[T](build: Callable[..., T], *on: Any) -> T:
    """What a function builds, from an empty database or on what was remembered before it.

    Args:
        build: Adds rows and changes none that were there; returns something that can be pickled.
        on: Its arguments.

    Returns:
        What it returned the first time, as new objects; its rows are in the database.
    """
    if build in KEPT:
        with connection.cursor() as cursor:
            for sql, params in KEPT[build][1]:
                cursor.execute(sql, params)
    else:
        before = rows()
        made = pickle.dumps(build(*on))
        KEPT[build] = (made, statements(before, rows()))
    return pickle.loads(KEPT[build][0])  # type: ignore[no-any-return]


def rows() -> Rows:
    """Every row of every table by its number."""
    return {
        model: {row["pk"]: row for row in model._base_manager.values("pk", *(f.attname for f in stored(model)))}
        for model in apps.get_models(include_auto_created=True)
    }


def stored(model: type[models.Model]) -> list[Any]:
    """The fields of a model that are columns to write."""
    return [field for field in model._meta.concrete_fields if not field.generated]


def statements(before: Rows, after: Rows) -> list[Statement]:
    """What inserts the rows that were added."""
    found = []
    for model, now in after.items():
        assert before[model].items() <= now.items(), f"rows of {model} that stood before were changed"
        added = [model(**{key: said for key, said in row.items() if key != "pk"}) for pk, row in now.items()
                 if pk not in before[model]]  # fmt: skip
        if added:
            query = InsertQuery(model)
            query.insert_values(stored(model), added, raw=True)
            found += query.get_compiler(connection=connection).as_sql()
    return found
