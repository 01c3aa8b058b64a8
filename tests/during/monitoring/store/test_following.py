"""The store follows the change log, month by month, and can always be made anew."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from groundswell.domain.monitoring.periods import parse_period
from groundswell.during.monitoring.models import StoredMonth, StoredProgram, Value, ValueChange
from groundswell.during.monitoring.selectors.freshness import freshness
from groundswell.during.monitoring.services import NewValue, record_values, reverse_source
from groundswell.during.monitoring.services.storing import follow_all, follow_all_places, sweep_files
from groundswell.during.monitoring.store import files
from groundswell.during.monitoring.store.checking import differences
from groundswell.during.monitoring.store.following import follow, follow_places, rebuild
from groundswell.during.monitoring.store.manifest import Draft, Outrun, live, standing
from groundswell.during.monitoring.store.rolling import roller_of
from groundswell.during.monitoring.store.sweeping import sweep
from groundswell.ground.places.models import Place
from groundswell.ground.places.services import merge_places, move_place
from groundswell.ground.programs.models import Program
from tests import make
from tests.cast import Cast

JANUARY, FEBRUARY = date(2026, 1, 1), date(2026, 2, 1)


def arrive(program: Program, *rows: tuple[Place, str, float, float], code: str = "P9", source: str = "") -> None:
    """Values arrive: place, period, numerator, denominator."""
    make.indicator(program, code)
    action = "monitoring.value.import" if source else "monitoring.value.record"
    new = [NewValue(code, at.pk, parse_period(period), top, below) for at, period, top, below in rows]
    record_values(make.desk(action, program), program, new, source=source, why="counted again")


def rolled(program: Program, at: Place, month: date = JANUARY) -> tuple[float, float, int] | None:
    """Numerator, denominator and reports of a place in the stored roll-up of a month."""
    row = live(program)[month]
    found = [one for one in files.read(row.rollup_file).to_pylist() if one["place"] == at.pk]
    assert len(found) <= 1
    return (found[0]["numerator"], found[0]["denominator"], found[0]["reports"]) if found else None


def same_as_database(program: Program) -> None:
    assert list(differences(program)) == []


@pytest.fixture
def two(cast: Cast) -> tuple[Place, Place]:
    """Two communities of one district."""
    return make.place("North", cast.district), make.place("South", cast.district)


def test_the_first_values_make_the_store_and_later_ones_touch_only_their_month(
    program: Program, cast: Cast, two: tuple[Place, Place]
) -> None:
    north, south = two
    arrive(program, (north, "2026-01", 1, 10), (south, "2026-01", 45, 50), (north, "2026-02", 3, 10))
    assert follow(program) == 2
    assert rolled(program, cast.district) == (46, 60, 2)
    assert rolled(program, cast.country) == (46, 60, 2)
    before = {month: row.values_file for month, row in live(program).items()}
    arrive(program, (south, "2026-01", 40, 50))
    assert freshness(program).waiting == 1
    assert follow(program) == 1
    assert rolled(program, cast.district) == (41, 60, 2)
    after = {month: row.values_file for month, row in live(program).items()}
    assert after[FEBRUARY] == before[FEBRUARY]
    assert after[JANUARY] != before[JANUARY]
    assert freshness(program).complete
    same_as_database(program)


def test_what_a_period_belongs_to_is_the_month_of_its_last_day(program: Program, two: tuple[Place, Place]) -> None:
    arrive(program, (two[0], "2026-Q1", 1, 2), (two[0], "2026-W05", 1, 2), (two[1], "2026-01-31", 1, 2))
    follow(program)
    assert {month: row.rows for month, row in live(program).items()} == {
        date(2026, 3, 1): 1, FEBRUARY: 1, JANUARY: 1,
    }  # fmt: skip
    same_as_database(program)


def test_an_import_that_is_undone_leaves_the_store_again(program: Program, two: tuple[Place, Place]) -> None:
    north, south = two
    arrive(program, (north, "2026-01", 1, 10))
    follow(program)
    arrive(program, (north, "2026-01", 5, 10), (south, "2026-02", 6, 10), source="sheet")
    follow(program)
    assert set(live(program)) == {JANUARY, FEBRUARY}
    reverse_source(make.desk("monitoring.value.reverse", program), program, "sheet", why="wrong file")
    assert follow(program) == 2
    assert set(live(program)) == {JANUARY}
    same_as_database(program)


def test_a_long_log_is_followed_piece_by_piece(
    program: Program, two: tuple[Place, Place], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("groundswell.during.monitoring.store.log.news_after.__defaults__", (2,))
    arrive(program, (two[0], "2026-01", 1, 10))
    follow(program)
    arrive(program, *((place, f"2026-0{month}", month, 10) for place in two for month in (2, 3, 4)))
    follow(program)
    assert standing(program).generation == 4
    same_as_database(program)


def test_places_that_move_and_merge_are_rolled_up_as_they_stood(program: Program, cast: Cast) -> None:
    here, there = make.place("East", cast.country), make.place("West", cast.country)
    moved, merged, other = make.place("A", here), make.place("B", here), make.place("C", there)
    arrive(program, *((place, f"2026-0{month}", 1, 2) for place in (moved, merged, other) for month in (1, 2)))
    follow(program)
    permit = make.desk("places.place.move", program)
    move_place(permit, moved, there, date(2026, 2, 10), "new border")
    merge_places(permit, merged, other, date(2026, 2, 28), "one village now")
    assert any("were not looked through" in said for said in differences(program))
    assert follow_places(program) == 1
    assert (rolled(program, here), rolled(program, there)) == ((2, 4, 2), (1, 2, 1))
    assert rolled(program, here, FEBRUARY) is None
    # B reports below C in February, so that C's own figure is a total and is not counted again.
    assert rolled(program, there, FEBRUARY) == (2, 4, 2)
    now, _fingerprint = roller_of(program.pk).today().roll(files.read(live(program)[JANUARY].values_file))
    assert {row["place"]: row["numerator"] for row in now.to_pylist()} == {other.pk: 1, there.pk: 2, cast.country.pk: 2}
    assert follow_places(program) == 0
    same_as_database(program)


def test_a_sheet_that_is_combined_in_another_way_is_rolled_up_anew(program: Program, two: tuple[Place, Place]) -> None:
    arrive(program, (two[0], "2026-01", 1, 10), (two[1], "2026-01", 2, 10))
    follow(program)
    sheet = make.indicator(program)
    sheet.aggregation, sheet.version = "none", sheet.version + 1
    sheet.save()
    assert follow_places(program) == 1
    assert files.read(live(program)[JANUARY].rollup_file).column("median").to_pylist() == [1.5, 1.5]
    same_as_database(program)


def test_of_two_writers_one_wins_and_the_other_leaves_no_file(
    program: Program, two: tuple[Place, Place], store: Path
) -> None:
    arrive(program, (two[0], "2026-01", 1, 10))
    follow(program)
    seen, row = standing(program), live(program)[JANUARY]
    draft = Draft(program, seen)
    draft.put(JANUARY, files.read(row.values_file), files.read(row.rollup_file), row.fingerprint, row.last_change)
    rebuild(program)
    before = sorted(store.rglob("*.parquet"))
    with pytest.raises(Outrun):
        draft.flip(row.last_change, seen.stamp)
    assert len(sorted(store.rglob("*.parquet"))) == len(before) - 2
    same_as_database(program)


def test_superseded_files_are_swept_after_the_grace_period_and_live_ones_never(
    program: Program, two: tuple[Place, Place], store: Path
) -> None:
    arrive(program, (two[0], "2026-01", 1, 10))
    follow(program)
    for file in store.rglob("*.parquet"):
        os.utime(file, (0, 0))
    (store / str(program.key) / "2026-01" / "values.9.killed.begun").write_bytes(b"half")
    arrive(program, (two[0], "2026-01", 2, 10))
    follow(program)
    assert sweep(grace_seconds=60) == 0, "what was live until now is still being read"
    assert sweep(grace_seconds=0) == 3
    assert len(list(store.rglob("*.parquet"))) == 2
    for file in store.rglob("*.parquet"):
        os.utime(file, (0, 0))
    assert sweep(grace_seconds=0) == 0
    same_as_database(program)


def test_the_check_names_what_differs(program: Program, two: tuple[Place, Place], store: Path) -> None:
    arrive(program, (two[0], "2026-01", 1, 10), (two[1], "2026-02", 1, 10), (two[1], "2026-03", 1, 10))
    follow(program)
    Value.objects.filter(first_day=JANUARY).update(numerator=7)
    Value.objects.filter(first_day=FEBRUARY).delete()
    (files.folder() / live(program)[date(2026, 3, 1)].rollup_file).unlink()
    said = list(differences(program))
    assert said[:3] == [
        "2026-01: values: 1 of 1 rows differ in numerator.",
        "2026-01: roll-up: 2 of 2 rows differ in numerator.",
        "2026-02: values: 1 rows in the store, 0 in the database.",
    ]
    assert "cannot be read" in said[-1]
    rebuild(program)
    same_as_database(program)


def test_the_worker_follows_every_program_that_is_behind_and_no_other(
    program: Program, two: tuple[Place, Place]
) -> None:
    assert (follow_all(), follow_all_places(), sweep_files()) == (0, 0, 0)
    arrive(program, (two[0], "2026-01", 1, 10))
    assert follow_all() == 1
    assert follow_all() == 0
    assert StoredMonth.objects.count() == 1
    assert StoredProgram.objects.get().last_change == ValueChange.objects.order_by("id").last().id  # type: ignore[union-attr]
    assert follow_all_places() == 0
