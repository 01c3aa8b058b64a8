"""Parquet files that are never changed: written whole, under a name of their own, or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from uuid import uuid4

import pyarrow as pa
import pyarrow.parquet as pq
from django.conf import settings

ROWS_A_GROUP = 65_536


def folder() -> Path:
    """Where the store lies."""
    return Path(settings.ANALYTICS_STORE)


def new_name(program: str, month: date, what: str, generation: int) -> str:
    """A name that no file has had: program, month, what it holds, generation, and a mark of this writer."""
    return f"{program}/{month:%Y-%m}/{what}.{generation}.{uuid4().hex[:8]}.parquet"


def write(name: str, rows: pa.Table) -> None:
    """Write a file so that it is whole under its name, also after a power cut."""
    file = folder() / name
    file.parent.mkdir(parents=True, exist_ok=True)
    begun = file.with_suffix(".begun")
    with begun.open("wb") as out:
        pq.write_table(rows, out, compression="zstd", row_group_size=ROWS_A_GROUP)
        out.flush()
        os.fsync(out.fileno())
    begun.replace(file)
    settle(file.parent)


def settle(place: Path) -> None:
    """Make the names in a folder safe against a power cut, where the system can."""
    if os.name == "posix":
        handle = os.open(place, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def read(name: str, columns: Sequence[str] | None = None) -> pa.Table:
    """All rows of a file."""
    with pq.ParquetFile(folder() / name) as file:
        return file.read(columns=list(columns) if columns else None)


def touch(names: Iterable[str]) -> None:
    """Mark files as needed until now; one that is missing stays so."""
    for name in names:
        with suppress(FileNotFoundError):
            os.utime(folder() / name)


def forget(names: Sequence[str]) -> None:
    """Delete files that nobody was told of."""
    for name in names:
        (folder() / name).unlink(missing_ok=True)


def everything() -> Iterator[tuple[str, Path]]:
    """Every file below the store, whole or begun, with its name."""
    for file in folder().glob("*/*/*"):
        yield file.relative_to(folder()).as_posix(), file
