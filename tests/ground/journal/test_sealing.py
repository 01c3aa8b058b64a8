"""The chain of seals: every change of what was sealed is found and placed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from groundswell.ground.journal.models import Entry, Seal
from groundswell.ground.journal.services import head, note, seal, sealing, verify
from tests.cast import Cast, owner_permit

UNLOCK = {
    "sqlite": [f"DROP TRIGGER {table}_no_{verb}" for table in ("journal", "seal") for verb in ("UPDATE", "DELETE")],
    "postgresql": [
        "ALTER TABLE journal_entry DISABLE TRIGGER journal_no_change",
        "ALTER TABLE journal_seal DISABLE TRIGGER seal_no_change",
    ],
}


@contextmanager
def intruder() -> Iterator[Any]:
    """Somebody who owns the database and takes the triggers away."""
    with connection.cursor() as cursor:
        for statement in UNLOCK[connection.vendor]:
            cursor.execute(statement)
        yield cursor


def write(cast: Cast, count: int) -> list[int]:
    """Entries about the program; their numbers."""
    permit = owner_permit("programs.program.change", cast.program)
    return [note(permit, cast.program, before={"name": "é"}, after={"name": f"Name {i}"}).pk for i in range(count)]


def test_what_is_written_is_sealed_once_and_the_chain_holds(cast: Cast) -> None:
    write(cast, 3)
    assert seal() == 3
    assert seal() == 0
    write(cast, 2)
    before = verify()
    assert (before.holds, before.seals, before.entries, before.unsealed) == (True, 1, 3, 2)
    assert seal() == 2
    after = verify()
    assert (after.holds, after.seals, after.entries, after.unsealed) == (True, 2, 5, 0)
    assert after.head == head() != before.head


def test_an_empty_journal_has_an_empty_chain(db: None) -> None:
    assert (seal(), verify().holds, head()) == (0, True, "")


def test_many_entries_are_sealed_in_blocks(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "BLOCK", 4)
    write(cast, 10)
    assert seal() == 10
    assert [str(end.last - end.first + 1) for end in Seal.objects.all()][1:] == ["4", "2"]
    assert verify().holds


def test_numbers_that_were_never_used_break_nothing(cast: Cast) -> None:
    write(cast, 2)
    with transaction.atomic():
        write(cast, 3)
        transaction.set_rollback(True)
    write(cast, 1)
    seal()
    assert verify().holds


@pytest.mark.parametrize("table", ["journal_entry", "journal_seal"])
@pytest.mark.parametrize("statement", ["UPDATE {table} SET id = id", "DELETE FROM {table}"])
def test_the_database_refuses_to_change_entries_and_seals(cast: Cast, table: str, statement: str) -> None:
    write(cast, 1)
    seal()
    with pytest.raises(DatabaseError, match="journal_append_only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(table=table))


@pytest.mark.parametrize("field", [name for name in sealing.FIELDS if name not in {"id", "at", "before", "after"}])
def test_an_edited_word_is_found_and_its_block_is_named(cast: Cast, field: str) -> None:
    write(cast, 2)
    seal()
    edited = write(cast, 3)
    seal()
    write(cast, 2)
    seal()
    with intruder() as cursor:
        cursor.execute(f"UPDATE journal_entry SET {field} = 'x' WHERE id = %s", [edited[1]])
    assert verify().faults == (
        f"Of the entries {edited[0]} to {edited[2]} one was changed, added or deleted after they were sealed.",
    )


@pytest.mark.parametrize(("field", "value"), [("after", '{"name": "Else"}'), ("at", "2020-01-01 00:00:00+00:00")])
def test_an_edited_value_or_time_is_found(cast: Cast, field: str, value: str) -> None:
    edited = write(cast, 3)
    seal()
    with intruder() as cursor:
        cursor.execute(f"UPDATE journal_entry SET {field} = %s WHERE id = %s", [value, edited[1]])
    assert len(verify().faults) == 1


def test_a_deleted_and_an_added_entry_are_found(cast: Cast) -> None:
    numbers = write(cast, 4)
    seal()
    with intruder() as cursor:
        cursor.execute("DELETE FROM journal_entry WHERE id = %s", [numbers[2]])
    assert not verify().holds
    seal()
    Entry(id=numbers[2], person="x", label="x", thing="x").save(force_insert=True)
    assert not verify().holds


def test_entries_in_another_order_are_found(cast: Cast) -> None:
    first, second, _third = write(cast, 3)
    seal()
    with intruder() as cursor:
        for old, new in ((first, 900), (second, first), (900, second)):
            cursor.execute("UPDATE journal_entry SET id = %s WHERE id = %s", [new, old])
    assert not verify().holds


def test_a_missing_and_a_forged_seal_are_found(cast: Cast) -> None:
    for _ in range(3):
        write(cast, 2)
        seal()
    middle = Seal.objects.all()[1]
    with intruder() as cursor:
        cursor.execute("UPDATE journal_seal SET hash = %s WHERE id = %s", ["0" * 64, middle.pk])
        assert len(verify().faults) == 2
        cursor.execute("DELETE FROM journal_seal WHERE id = %s", [middle.pk])
    faults = verify().faults
    assert any(f"seals of the entries {middle.first} to {middle.last} are missing" in fault for fault in faults)


def test_a_chain_cut_off_is_found_against_a_head_kept_elsewhere(cast: Cast) -> None:
    write(cast, 2)
    seal()
    last = write(cast, 2)
    seal()
    kept = head()
    assert verify(kept).holds
    with intruder() as cursor:
        cursor.execute("DELETE FROM journal_seal WHERE last = %s", [last[-1]])
        cursor.execute("DELETE FROM journal_entry WHERE id >= %s", [last[0]])
    assert verify().holds
    assert kept in verify(kept).faults[0]


def test_every_column_of_an_entry_is_sealed() -> None:
    assert set(sealing.FIELDS) == {field.attname for field in Entry._meta.concrete_fields}
