"""Releases of a package: what a version held, what differs between two, and what changed in the core since one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from groundswell.domain.package.facts import CoreChange, Evaluated, Released

type Frozen = Mapping[str, Any]
type Kind = Literal["added", "gone", "changed"]
IDENTITY = {"elements": "code", "training": "title", "editions": "id"}
"""By what a row is known from one version to the next."""
COMPARED = {"editions": ("label",)}
"""Where one value says it all: what is released under a label never changes."""


@dataclass(frozen=True)
class Difference:
    """One thing that differs between two versions.

    Args:
        list: ``elements``, ``training`` or ``editions``: documents by language and medium.
        row: The row, by what it is known.
        kind: ``added``, ``gone`` or ``changed``.
        column: Which value changed; empty where the whole row came or went.
        before: The value of the older version.
        after: The value of the newer version.
        core: Whether it touches a core element in either version.
    """

    list: str
    row: str
    kind: Kind
    column: str = ""
    before: Any = None
    after: Any = None
    core: bool = False


def difference(older: Frozen, newer: Frozen) -> tuple[Difference, ...]:
    """What differs between two versions, in the order of the newer one; rows that went come last.

    Args:
        older: What the older version held.
        newer: What the newer version holds.

    Returns:
        One row for each value that differs; none where both hold the same. Nothing written and nothing known are the
        same. Documents are compared where both versions hold a list of them: early releases kept none.

    Example:
        >>> old, new = {"elements": [{"code": "a", "kind": "core"}]}, {"elements": [{"code": "a", "kind": "optional"}]}
        >>> [(each.row, each.before, each.after, each.core) for each in difference(old, new)]
        [('a', 'core', 'optional', True)]
    """
    return tuple(
        each
        for name in IDENTITY
        if name != "editions" or (name in older and name in newer)
        for each in _rows(name, older.get(name) or (), newer.get(name) or ())
    )


def _rows(name: str, older: Sequence[Frozen], newer: Sequence[Frozen]) -> Iterable[Difference]:
    known = IDENTITY[name]
    was, now = {row[known]: row for row in older}, {row[known]: row for row in newer}
    for key, row in now.items():
        if key not in was:
            yield Difference(name, key, "added", after=_label(name, row), core=_core(row))
            continue
        for column in COMPARED.get(name) or [*row, *(column for column in was[key] if column not in row)]:
            before, after = was[key].get(column), row.get(column)
            if before != after and not (_blank(before) and _blank(after)):
                yield Difference(name, key, "changed", column, before, after, _core(row) or _core(was[key]))
    for key, row in was.items():
        if key not in now:
            yield Difference(name, key, "gone", before=_label(name, row), core=_core(row))


def _label(name: str, row: Frozen) -> Any:
    return row[COMPARED[name][0]] if name in COMPARED else None


def _blank(value: Any) -> bool:
    return value is None or value in ("", [], {})


def _core(row: Frozen) -> bool:
    return row.get("kind") == "core"


def changed_since(
    evaluated: Evaluated, releases: Iterable[Released], changes: Iterable[CoreChange]
) -> tuple[CoreChange, ...]:
    """Changes of the core that came after what an evaluation used.

    The evaluation used the core as it was on the day of the release of its version. Where that version was never
    released here, it used the core as it was on the day it was recorded, at the latest.

    Args:
        evaluated: The evaluation.
        releases: All releases.
        changes: All changes of the core.

    Returns:
        The changes, in the order given.

    Source:
        Method 1, step 4, Machine: a core element changed after the evaluation makes the evidence indirect.

    Example:
        >>> from datetime import date
        >>> used = Evaluated("Pilot", "1.0", date(2025, 6, 1))
        >>> later = CoreChange("Monthly meeting", date(2024, 9, 1), "Too few facilitators")
        >>> released = [Released("1.0", date(2024, 1, 1))]
        >>> len(changed_since(used, released, [later])), len(changed_since(used, [], [later]))
        (1, 0)
    """
    days = [release.on for release in releases if release.version.strip() == evaluated.version.strip() != ""]
    used = days[0] if days else evaluated.recorded_on
    return tuple(change for change in changes if change.on > used)
