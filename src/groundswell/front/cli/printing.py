"""Results of commands: a table for people, JSON for programs."""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Mapping, Sequence
from typing import Any


def show(data: Any, as_json: bool) -> None:
    """Print a result: full precision as JSON, or rounded in columns.

    Args:
        data: Mappings, sequences and plain values.
        as_json: Whether a program reads it.
    """
    if as_json:
        print(json.dumps(absent_as_null(data), ensure_ascii=False, allow_nan=False, default=str))
    elif isinstance(data, Mapping):
        print("\n".join(lines_of(data)))
    else:
        print("\n".join(table_of(data)))


def absent_as_null(data: Any) -> Any:
    """The same data with infinities and not-a-numbers as null, which JSON can hold."""
    if isinstance(data, Mapping):
        return {str(name): absent_as_null(value) for name, value in data.items()}
    if isinstance(data, (list, tuple)):
        return [absent_as_null(value) for value in data]
    if hasattr(data, "item"):
        return absent_as_null(data.item())
    if isinstance(data, float) and not math.isfinite(data):
        return None
    return data


def word(value: Any) -> str:
    """One value in few characters.

    Example:
        >>> word(0.7145323), word(None), word(True), word([0.5, 1.0])
        ('0.714532', '–', 'yes', '0.5 to 1')
    """
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.6g}"
    if isinstance(value, (list, tuple)) and len(value) == 2 and all(isinstance(part, int | float) for part in value):
        return f"{word(value[0])} to {word(value[1])}"
    return str(value)


def lines_of(data: Mapping[str, Any], indent: str = "") -> list[str]:
    """A mapping as lines, its tables as columns."""
    lines: list[str] = []
    width = max((len(str(name)) for name in data), default=0)
    for name, value in data.items():
        if isinstance(value, Mapping) and value:
            lines += [f"{indent}{name}", *lines_of(value, indent + "  ")]
        elif is_table(value):
            lines += [f"{indent}{name}", *(f"{indent}  {line}" for line in table_of(value))]
        elif isinstance(value, (list, tuple)) and value and all(isinstance(part, str) for part in value):
            lines += [f"{indent}{name}", *(f"{indent}  - {part}" for part in value)]
        else:
            lines.append(f"{indent}{name:<{width}}  {word(value)}")
    return lines


def is_table(value: Any) -> bool:
    """Whether a value is a list of mappings."""
    return isinstance(value, Sequence) and not isinstance(value, str) and bool(value) and isinstance(value[0], Mapping)


def table_of(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """Rows in aligned columns; what is nested stands below its row."""
    if not rows:
        return ["nothing"]
    flat = [name for name, value in rows[0].items() if not isinstance(value, Mapping) and not is_table(value)]
    cells = [[word(row.get(name)) for name in flat] for row in rows]
    widths = [max(len(name), *(len(line[i]) for line in cells)) for i, name in enumerate(flat)]
    lines = ["  ".join(f"{name:<{width}}" for name, width in zip(flat, widths, strict=True)).rstrip()]
    for row, line in zip(rows, cells, strict=True):
        lines.append("  ".join(f"{cell:<{width}}" for cell, width in zip(line, widths, strict=True)).rstrip())
        for name, value in row.items():
            if is_table(value):
                lines += [f"    {name}", *(f"      {below}" for below in table_of(value))]
    return lines


def complain(sentence: str) -> None:
    """Say on standard error what went wrong."""
    print(sentence, file=sys.stderr)
