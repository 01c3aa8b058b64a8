"""The door: one rule with two faces."""

from __future__ import annotations

import pytest

from groundswell.domain.errors import NotAllowed, NotFound
from groundswell.ground.people.models import Role
from groundswell.kit.door import register
from tests.cast import Cast, permit

EDIT = register("tests.thing.edit", "Edit a thing", roles="coordinator supervisor", reach="place", writes=True)


def test_an_outsider_sees_nothing(cast: Cast) -> None:
    with pytest.raises(NotFound):
        permit(cast.zed, "people.person.read", cast.program)


def test_a_supervisor_reaches_the_own_district_only(cast: Cast) -> None:
    permit(cast.babu, "tests.thing.edit", cast.community)
    with pytest.raises(NotFound):
        permit(cast.babu, "tests.thing.edit", cast.other_community)


def test_a_facilitator_is_told_why_not(cast: Cast) -> None:
    with pytest.raises(NotAllowed, match="National coordinator"):
        permit(cast.dewi, "tests.thing.edit", cast.community)


def test_the_rows_a_person_reaches_are_those_the_door_would_open(cast: Cast) -> None:
    roles = permit(cast.amina, "people.person.read", cast.program).scope(Role.objects.all())
    assert {role.person.name for role in roles} == {"Amina", "Babu", "Chitra", "Dewi", "Erik"}
