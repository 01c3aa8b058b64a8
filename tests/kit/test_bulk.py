"""Many rows at once: the same rows as one by one, and the constraints still speak."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError

from groundswell.ground.places.models import Place, Population
from groundswell.ground.programs.models import Program
from groundswell.kit.bulk import write_rows
from groundswell.kit.models import uuid7
from tests import make
from tests.cast import Cast


def test_rows_are_written_and_those_that_stand_are_updated(cast: Cast) -> None:
    names = ("place_id", "year", "persons", "source")
    write_rows(Population, names, [(cast.district.pk, 2025, 10, "census"), (cast.district.pk, 2026, 2**40, "census")])
    write_rows(
        Population, names, [(cast.district.pk, 2025, 11, "again")], same=("place_id", "year"), update=("persons",)
    )
    found = Population.objects.filter(place=cast.district).order_by("year").values_list("persons", "source")
    assert list(found) == [(11, "census"), (2**40, "census")]


def test_rows_that_stand_are_left_alone_without_an_update(cast: Cast) -> None:
    names = ("place_id", "year", "persons", "source")
    for persons in (10, 20):
        write_rows(Population, names, [(cast.district.pk, 2025, persons, "")], same=("place_id", "year"))
    assert Population.objects.get(place=cast.district).persons == 10


def test_constraints_of_the_database_hold(cast: Cast) -> None:
    with pytest.raises(IntegrityError):
        write_rows(Population, ("place_id", "year", "persons", "source"), [(cast.district.pk, 2025, -1, "")])


def test_days_keys_and_lists_come_back_as_they_went(cast: Cast) -> None:
    root, key = make.place("Far", code="FA"), uuid7()
    plain = {
        "key": key, "code": "bulk", "name": "Bulk", "names": {"ar": "نص"}, "approach": "", "health_issue": "",
        "root_id": root.pk, "owner_id": None, "package_version": "", "languages": ["en"], "currency": "USD",
        "starts_on": date(2026, 2, 28), "report_due_days": 15, "closed_on": None, "demonstration": False, "version": 1,
    }  # fmt: skip
    write_rows(Program, tuple(plain), [tuple(plain.values())])
    stored = Program.objects.get(code="bulk")
    assert (stored.key, stored.names, stored.languages, stored.starts_on) == (
        key,
        {"ar": "نص"},
        ["en"],
        date(2026, 2, 28),
    )
    assert Place.objects.filter(pk=stored.root_id).exists()
