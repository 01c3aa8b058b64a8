"""Writing many rows at once, as fast as the database takes them, on both databases."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from django.db import connection, models

PLAIN = (
    models.CharField, models.TextField, models.IntegerField, models.FloatField, models.BooleanField, models.AutoField,
)  # fmt: skip
type Cell = Callable[[Any], Any]


def write_rows(
    model: type[models.Model],
    names: Sequence[str],
    rows: Iterable[Sequence[Any]],
    *,
    same: Sequence[str] = (),
    update: Sequence[str] = (),
) -> None:
    """Insert rows without making model instances: some six times faster than ``bulk_create``.

    Defaults of the model are not filled in and no signal is sent: the caller gives every column.

    Args:
        model: The table.
        names: Columns in the order of each row; keys by their ``…_id``.
        rows: One sequence of values per row.
        same: Columns of a unique constraint; a row that stands already is updated, or left alone without ``update``.
        update: Columns that are updated then.
    """
    fields = {field.attname: field for field in model._meta.concrete_fields}
    chosen = [fields[name] for name in names]
    cells = [cell_for(field) for field in chosen]
    statement = insertion(model, chosen, [fields[name] for name in same], [fields[name] for name in update])
    with connection.cursor() as cursor:
        cursor.executemany(statement, list(converted(rows, cells)))


def insertion(
    model: type[models.Model],
    chosen: Sequence[models.Field[Any, Any]],
    same: Sequence[models.Field[Any, Any]],
    update: Sequence[models.Field[Any, Any]],
) -> str:
    """The statement; every name in it is quoted and comes from the model."""
    quote = connection.ops.quote_name

    def listed(fields: Sequence[models.Field[Any, Any]]) -> str:
        return ", ".join(quote(str(field.column)) for field in fields)

    places = ", ".join(["%s"] * len(chosen))
    statement = f"INSERT INTO {quote(model._meta.db_table)} ({listed(chosen)}) VALUES ({places})"  # noqa: S608
    if same and update:
        changes = ", ".join(f"{quote(str(field.column))} = EXCLUDED.{quote(str(field.column))}" for field in update)
        return f"{statement} ON CONFLICT ({listed(same)}) DO UPDATE SET {changes}"
    return f"{statement} ON CONFLICT ({listed(same)}) DO NOTHING" if same else statement


def cell_for(field: models.Field[Any, Any]) -> Cell | None:
    """How values of a column are made ready; None where they are ready as they are."""
    if isinstance(field, PLAIN) or field.is_relation:
        return None
    if isinstance(field, models.DateField):
        return remembering(lambda value: field.get_db_prep_save(value, connection))
    return lambda value: field.get_db_prep_save(value, connection)


def remembering(prepare: Cell) -> Cell:
    """The same, each distinct value made ready once: days repeat."""
    known: dict[Any, Any] = {}

    def prepared(value: Any) -> Any:
        if value not in known:
            known[value] = prepare(value)
        return known[value]

    return prepared


def converted(rows: Iterable[Sequence[Any]], cells: Sequence[Cell | None]) -> Iterator[list[Any]]:
    """Rows with each value made ready for the database."""
    special = [(at, cell) for at, cell in enumerate(cells) if cell]
    for row in rows:
        ready = list(row)
        for at, cell in special:
            ready[at] = cell(ready[at])
        yield ready
