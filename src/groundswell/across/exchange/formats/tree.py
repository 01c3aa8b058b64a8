"""Places in tree order: parents before children, with the level of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from groundswell.across.exchange.formats.rows import PlaceRow


def in_tree_order(rows: Sequence[PlaceRow]) -> tuple[list[PlaceRow], list[PlaceRow], list[PlaceRow]]:
    """Rows that know their parent's code, parents first and each with its level.

    Args:
        rows: Places with unique codes.

    Returns:
        All rows that hang on a top; those among them whose parent is not in the file (their level is not known, nor
        is that of what hangs on them); and those that lie within themselves.
    """
    codes = {row.code for row in rows}
    children: dict[str, list[PlaceRow]] = {}
    tops: list[PlaceRow] = []
    outside: list[PlaceRow] = []
    for row in rows:
        if not row.parent_code:
            tops.append(row)
        elif row.parent_code not in codes:
            outside.append(row)
        else:
            children.setdefault(row.parent_code, []).append(row)
    ordered: list[PlaceRow] = []
    waiting = [(row, 1) for row in reversed(tops)] + [(row, 0) for row in reversed(outside)]
    waiting.reverse()
    for row, level in waiting:  # grows while it is walked: level by level
        ordered.append(replace(row, level=level) if level else row)
        waiting.extend((child, level + 1 if level else 0) for child in children.pop(row.code, ()))
    circular = [row for left in children.values() for row in left]
    return ordered, outside, circular
