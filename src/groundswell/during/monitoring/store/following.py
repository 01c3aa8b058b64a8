"""The follower: values that arrived are merged into their months, the months are rolled up, the manifest is flipped.

Killed at any point it leaves the manifest as it was, and the next one begins from there: the log is only passed in the
transaction that makes its months live.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

import pyarrow as pa

from groundswell.during.monitoring.engines import Engine
from groundswell.during.monitoring.engines.work.merging import merged
from groundswell.during.monitoring.models import StoredMonth, StoredProgram
from groundswell.during.monitoring.store import files
from groundswell.during.monitoring.store.columns import VALUES, months_of, values_of
from groundswell.during.monitoring.store.log import News, last_change, news_after
from groundswell.during.monitoring.store.manifest import Draft, Outrun, live, standing
from groundswell.during.monitoring.store.rolling import roller_of
from groundswell.during.monitoring.store.trees import stamp_of
from groundswell.ground.programs.models import Program

FINGERPRINTED = ("place", "indicator", "last_day")

type Tell = Callable[[int, int, date], None]


def follow(program: Program) -> int:
    """Bring the store of a program up to the log, piece by piece.

    Args:
        program: Which program; one that was never stored is stored from the database.

    Returns:
        How many months were written; 0 where the store holds everything already, or another writer was first.
    """
    try:
        if standing(program).generation == 0:
            return rebuild(program) if last_change(program.pk) else 0
        written, news = 0, _next(program)
        while news is not None:
            written += _pass(program, news[0], news[1])
            news = _next(program) if news[1].more else None
    except Outrun:
        return 0
    return written


def follow_places(program: Program) -> int:
    """Roll those months up anew whose places have moved or whose indicators are combined in another way.

    Returns:
        How many months were written.
    """
    seen = standing(program)
    if seen.generation == 0 or seen.stamp == stamp_of(program.pk):
        return 0
    roller, draft = roller_of(program.pk), Draft(program, seen)
    for row in live(program).values():
        known = files.read(row.values_file, FINGERPRINTED)
        if roller.fingerprint(known, roller.standing(known)[1]) != row.fingerprint:
            draft.put_rollup(row, *roller.roll(files.read(row.values_file)))
    try:
        draft.flip(seen.last_change, roller.stamp)
    except Outrun:
        return 0
    return len(draft.months)


def rebuild(program: Program, tell: Tell = lambda done, total, month: None) -> int:
    """Make the whole store of a program from the database, month by month, and flip once.

    Args:
        program: Which program.
        tell: Told after each month: how many are done, of how many, and which.

    Returns:
        How many months have values.

    Raises:
        Outrun: Another writer flipped meanwhile; the store is as that one left it.
    """
    seen, last, roller = standing(program), last_change(program.pk), roller_of(program.pk)
    draft, indicators = Draft(program, seen), roller.sheets["indicator"].to_pylist()
    months = months_of(indicators)
    for done, month in enumerate(months, start=1):
        values = values_of(indicators, month)
        if len(values):
            draft.put(month, values, *roller.roll(values), last)
            draft.keep_fresh()
        tell(done, len(months), month)
    held = {row.month for row in draft.months}
    draft.flip(last, roller.stamp, [month for month in live(program) if month not in held])
    return len(draft.months)


def _next(program: Program) -> tuple[StoredProgram, News] | None:
    """Where the store stands, and what the log says after that."""
    seen = standing(program)
    news = news_after(program.pk, seen.last_change)
    return None if news is None else (seen, news)


def _pass(program: Program, seen: StoredProgram, news: News) -> int:
    """Write the months that a piece of the log touches."""
    roller, draft, gone = roller_of(program.pk), Draft(program, seen), []
    rows = live(program, news.months)
    for month, changes in news.months.items():
        values = _merged(roller.worker, rows, month, changes)
        if len(values):
            draft.put(month, values, *roller.roll(values), news.last)
        else:
            gone.append(month)
    draft.flip(news.last, seen.stamp, gone)
    return len(news.months)


def _merged(worker: Engine, rows: Mapping[date, StoredMonth], month: date, changes: pa.Table) -> pa.Table:
    stored = files.read(rows[month].values_file) if month in rows else VALUES.empty_table()
    return worker.table(merged(), {"stored": stored, "changes": changes})
