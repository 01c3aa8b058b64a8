"""Recording values: only what differs is written, and the change log tells the whole story."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from groundswell.domain.errors import BadInput, Conflict, NotFound
from groundswell.domain.monitoring.periods import parse_period
from groundswell.during.monitoring.models import Report, Value, ValueChange
from groundswell.during.monitoring.models.entries import NewValue
from groundswell.during.monitoring.services import Counts, correct_value, record_values, reverse_source
from groundswell.ground.journal.models import Entry
from groundswell.kit.door import Permit
from tests import make
from tests.cast import Cast, owner_permit, permit

JANUARY, FEBRUARY = parse_period("2026-01"), parse_period("2026-02")


def desk(cast: Cast) -> Permit:
    return owner_permit("monitoring.value.record", cast.program)


def replayed() -> dict[tuple[object, ...], list[object]]:
    """What the change log says is there now."""
    table: dict[tuple[object, ...], list[object]] = {}
    for change in ValueChange.objects.order_by("id"):
        key = (change.indicator_id, change.place_id, change.kind, change.first_day, change.disaggregation)
        assert table.get(key) == change.before
        if change.after is None:
            del table[key]
        else:
            table[key] = change.after
    return table


def stored() -> dict[tuple[object, ...], list[object]]:
    """What is there now."""
    return {
        (row.indicator_id, row.place_id, row.kind, row.first_day, row.disaggregation): [
            row.numerator, row.denominator, row.value, row.flag, row.comment,
        ]
        for row in Value.objects.all()
    }  # fmt: skip


def test_recording_the_same_rows_twice_changes_nothing(cast: Cast) -> None:
    make.indicator(cast.program)
    rows = [NewValue("P9", cast.community.pk, JANUARY, 8, 10), NewValue("P9", cast.community.pk, FEBRUARY, 9, 10)]
    assert record_values(desk(cast), cast.program, rows) == Counts(added=2)
    assert record_values(desk(cast), cast.program, rows) == Counts(unchanged=2)
    assert ValueChange.objects.count() == 2


def test_a_changed_value_keeps_what_it_was_in_the_log(cast: Cast) -> None:
    make.indicator(cast.program)
    record_values(desk(cast), cast.program, [NewValue("P9", cast.community.pk, JANUARY, 8, 10)])
    record_values(desk(cast), cast.program, [NewValue("P9", cast.community.pk, JANUARY, 7, 10)], why="recount")
    change = ValueChange.objects.latest("id")
    assert (change.before[0], change.after[0], change.why) == (8, 7, "recount")


def test_counts_beyond_32_bits_are_kept_to_the_last_unit(cast: Cast) -> None:
    make.indicator(cast.program, "people")
    record_values(desk(cast), cast.program, [NewValue("people", cast.country.pk, JANUARY, 2**52 + 1)])
    assert int(Value.objects.get().numerator or 0) == 2**52 + 1


@pytest.mark.parametrize("number", [float("nan"), float("inf"), 2.0**53 * 2])
def test_what_cannot_be_kept_exactly_is_refused(cast: Cast, number: float) -> None:
    make.indicator(cast.program, "people")
    with pytest.raises(BadInput, match="exactly"):
        record_values(desk(cast), cast.program, [NewValue("people", cast.country.pk, JANUARY, number)])


def test_a_row_without_any_number_is_refused(cast: Cast) -> None:
    make.indicator(cast.program)
    with pytest.raises(BadInput, match="holds no number"):
        record_values(desk(cast), cast.program, [NewValue("P9", cast.community.pk, JANUARY)])


def test_a_suppressed_figure_is_kept_without_a_number(cast: Cast) -> None:
    make.indicator(cast.program)
    record_values(desk(cast), cast.program, [NewValue("P9", cast.community.pk, JANUARY, flag="suppressed")])
    assert Value.objects.get().flag == "suppressed"


def test_two_rows_that_contradict_each_other_are_refused(cast: Cast) -> None:
    make.indicator(cast.program)
    rows = [NewValue("P9", cast.community.pk, JANUARY, 8, 10), NewValue("P9", cast.community.pk, JANUARY, 9, 10)]
    with pytest.raises(BadInput, match="twice"):
        record_values(desk(cast), cast.program, rows)
    assert not Value.objects.exists()


def test_an_unknown_indicator_is_named(cast: Cast) -> None:
    with pytest.raises(BadInput, match="“Q1”"):
        record_values(desk(cast), cast.program, [NewValue("Q1", cast.community.pk, JANUARY, 1)])


def test_a_place_of_another_country_is_refused(cast: Cast) -> None:
    make.indicator(cast.program)
    with pytest.raises(BadInput, match="outside the area"):
        record_values(desk(cast), cast.program, [NewValue("P9", cast.other_program.root_id, JANUARY, 1, 2)])


def test_a_supervisor_records_in_the_own_district_only(cast: Cast) -> None:
    make.indicator(cast.program)
    babu = permit(cast.babu, "monitoring.value.record", cast.program)
    record_values(babu, cast.program, [NewValue("P9", cast.community.pk, JANUARY, 8, 10)])
    with pytest.raises(NotFound):
        record_values(babu, cast.program, [NewValue("P9", cast.other_community.pk, JANUARY, 8, 10)])
    assert Value.objects.count() == 1


def test_an_import_is_one_entry_in_the_journal_with_its_counts(cast: Cast) -> None:
    make.indicator(cast.program)
    rows = [NewValue("P9", cast.community.pk, JANUARY, 8, 10), NewValue("P9", cast.community.pk, FEBRUARY, 9, 10)]
    record_values(desk(cast), cast.program, rows, source="file-1", why="routine data")
    entry = Entry.objects.get(action="monitoring.value.import")
    assert (entry.after["added"], entry.after["import"], entry.reason) == (2, "file-1", "routine data")
    assert Report.objects.filter(state="sent", submitted_at=None, source="file-1").count() == 2


def test_a_correction_needs_its_reason_and_what_the_person_saw(cast: Cast) -> None:
    make.indicator(cast.program)
    record_values(desk(cast), cast.program, [NewValue("P9", cast.community.pk, JANUARY, 8, 10)])
    better = NewValue("P9", cast.community.pk, JANUARY, 7, 10)
    with pytest.raises(BadInput, match="reason"):
        correct_value(desk(cast), cast.program, better, seen=(8.0, 10.0, None, "", ""), why=" ")
    with pytest.raises(Conflict, match="8 of 10"):
        correct_value(desk(cast), cast.program, better, seen=(9.0, 10.0, None, "", ""), why="recount")
    correct_value(desk(cast), cast.program, better, seen=(8.0, 10.0, None, "", ""), why="recount")
    assert Value.objects.get().numerator == 7


def test_undoing_an_import_brings_back_what_was_there(cast: Cast) -> None:
    make.indicator(cast.program)
    record_values(desk(cast), cast.program, [NewValue("P9", cast.community.pk, JANUARY, 8, 10)])
    before = stored()
    rows = [NewValue("P9", cast.community.pk, JANUARY, 1, 10), NewValue("P9", cast.community.pk, FEBRUARY, 2, 10)]
    record_values(desk(cast), cast.program, rows, source="file-1")
    done = reverse_source(desk(cast), cast.program, "file-1", why="wrong district")
    assert (done.removed, done.restored, done.kept) == (1, 1, ())
    assert stored() == before
    assert replayed() == stored()
    assert not Report.objects.filter(source="file-1", period="2026-02").exists()
    assert record_values(desk(cast), cast.program, rows, source="file-1").written == 2


def test_undoing_keeps_and_lists_what_people_corrected_since(cast: Cast) -> None:
    make.indicator(cast.program)
    record_values(desk(cast), cast.program, [NewValue("P9", cast.community.pk, JANUARY, 1, 10)], source="file-1")
    chitra = permit(cast.chitra, "monitoring.value.record", cast.program)
    record_values(chitra, cast.program, [NewValue("P9", cast.community.pk, JANUARY, 8, 10)], why="read the register")
    done = reverse_source(desk(cast), cast.program, "file-1", why="wrong file")
    assert [(kept.by, kept.why) for kept in done.kept] == [("Chitra", "read the register")]
    assert Value.objects.get().numerator == 8


def test_undoing_names_no_import_that_does_not_exist(cast: Cast) -> None:
    with pytest.raises(NotFound):
        reverse_source(desk(cast), cast.program, "none", why="try")


actions = st.lists(
    st.one_of(
        st.tuples(st.just("write"), st.integers(0, 2), st.integers(0, 9), st.sampled_from(["", "a", "b"])),
        st.tuples(st.just("undo"), st.just(0), st.just(0), st.sampled_from(["a", "b"])),
    ),
    max_size=8,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(actions=actions)
def test_the_change_log_replayed_equals_the_values(cast: Cast, actions: list[tuple[str, int, int, str]]) -> None:
    ValueChange.objects.all().delete()
    Value.objects.all().delete()
    make.indicator(cast.program)
    places = [cast.community.pk, cast.other_community.pk, cast.district.pk]
    for verb, place, count, source in actions:
        if verb == "write":
            record_values(desk(cast), cast.program, [NewValue("P9", places[place], JANUARY, count, 10)], source=source)
        else:
            with suppress(NotFound):
                reverse_source(desk(cast), cast.program, source, why="test")
        assert replayed() == stored()
