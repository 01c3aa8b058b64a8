"""Does the store say what the database says? Every month is computed anew and compared, row by row."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import numpy as np
import pyarrow as pa

from groundswell.during.monitoring.models import StoredMonth
from groundswell.during.monitoring.store import files
from groundswell.during.monitoring.store.columns import months_of, values_of
from groundswell.during.monitoring.store.log import waiting_after
from groundswell.during.monitoring.store.manifest import live, standing
from groundswell.during.monitoring.store.rolling import Roller, roller_of
from groundswell.ground.programs.models import Program

SURE = 1e-9


def differences(
    program: Program, tell: Callable[[int, int, date], None] = lambda done, total, month: None
) -> Iterator[str]:
    """What the store of a program says otherwise than the database, a sentence each; nothing where they are equal.

    Args:
        program: Which program.
        tell: Told after each month: how many are done, of how many, and which.
    """
    seen = standing(program)
    if waiting := waiting_after(program.pk, seen.last_change):
        yield f"{waiting:,} changes are not in the store yet; the worker follows within seconds while it runs."
    roller, rows = roller_of(program.pk), live(program)
    if seen.generation and seen.stamp != roller.stamp:
        yield "Places or indicator sheets changed and the roll-ups were not looked through yet; the worker does it."
    indicators = roller.sheets["indicator"].to_pylist()
    months = sorted({*rows, *months_of(indicators)})
    for done, month in enumerate(months, start=1):
        yield from _differences(rows.get(month), values_of(indicators, month), roller, month)
        tell(done, len(months), month)


def _differences(row: StoredMonth | None, values: pa.Table, roller: Roller, month: date) -> Iterator[str]:
    name = f"{month:%Y-%m}"
    if row is None:
        if len(values):
            yield f"{name}: {len(values):,} values of the database are not in the store."
        return
    try:
        stored, rollup = files.read(row.values_file), files.read(row.rollup_file)
    except (OSError, pa.ArrowInvalid) as error:
        yield f"{name}: a file of the store cannot be read: {error}."
        return
    if different := unlike(stored, values):
        yield f"{name}: values: {different}."
    if different := unlike(rollup, roller.roll(values)[0]):
        yield f"{name}: roll-up: {different}."


def unlike(stored: pa.Table, wanted: pa.Table) -> str:
    """How two tables of the same order differ, in words; empty where they do not."""
    if len(stored) != len(wanted):
        return f"{len(stored):,} rows in the store, {len(wanted):,} in the database"
    for name in wanted.column_names:
        if (count := _differing(stored.column(name), wanted.column(name))) > 0:
            return f"{count:,} of {len(wanted):,} rows differ in {name}"
    return ""


def _differing(mine: pa.ChunkedArray, yours: pa.ChunkedArray) -> int:
    """In how many rows two columns differ; broken numbers may differ in their last digits."""
    one, other = mine.to_numpy(zero_copy_only=False), yours.to_numpy(zero_copy_only=False)
    if pa.types.is_floating(yours.type):
        return int((~np.isclose(one, other, rtol=SURE, atol=SURE, equal_nan=True)).sum())
    return int((one != other).sum())
