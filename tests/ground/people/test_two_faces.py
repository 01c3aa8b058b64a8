"""`decide` and `reachable` agree: a row is listed exactly when its own page would open."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from groundswell.domain.access import ROLES, Action, Grant, decide
from groundswell.ground.journal.models import Entry
from groundswell.ground.people.models import Person, Role
from groundswell.ground.places.models import Place
from groundswell.ground.programs.models import Program, Site
from groundswell.kit.door import keeper
from tests import make
from tests.ground.profile import examples

SIZE = 6
TABLES = (Place, Program, Site, Role, Person)
DAYS = st.none() | st.sampled_from([-1, 0, 1])

HELD = st.lists(
    st.tuples(
        st.sampled_from(sorted(ROLES)), st.sampled_from([None, 0, 1]), st.none() | st.integers(0, SIZE - 1), DAYS, DAYS
    ),
    max_size=4,
)
ACTIONS = st.builds(
    Action,
    code=st.just("tests.thing.do"),
    label=st.just("Do a thing"),
    roles=st.frozensets(st.sampled_from(sorted(ROLES)), min_size=1),
    reach=st.sampled_from(["site", "program", "place", "own"]),
    writes=st.booleans(),
)
TREES = st.tuples(*(st.none() | st.integers(0, number) for number in range(SIZE - 1)))


def from_today(days: int | None) -> date | None:
    return None if days is None else timezone.localdate() + timedelta(days=days)


@examples(100, 2000)
@given(parents=TREES, held=HELD, action=ACTIONS, where=st.integers(0, SIZE - 1), whose=st.booleans())
def test_a_row_is_listed_exactly_when_its_page_would_open(
    db: None,
    parents: tuple[int | None, ...],
    held: list[tuple[str, int | None, int | None, int | None, int | None]],
    action: Action,
    where: int,
    whose: bool,
) -> None:
    with transaction.atomic():
        places = [make.place("P0")]
        for number, parent in enumerate(parents, start=1):
            places.append(make.place(f"P{number}", None if parent is None else places[parent]))
        programs = [make.program("one", places[0]), make.program("two", places[1])]
        me, other = make.person("Me"), make.person("Other")
        make.site(programs[0], places[where])
        make.site(programs[1], places[-1])
        make.role(me if whose else other, "monitor", programs[0], places[where])
        make.role(other, "donor", programs[1])
        make.role(other, "owner")
        grants = [
            Grant(
                role,
                None if program is None else str(programs[program].key),
                "" if place is None else places[place].path,
                from_today(start),
                from_today(end),
            )
            for role, program, place, start, end in held
        ]
        person = str(me.key)
        for table in TABLES:
            listed = set(keeper().reachable(table.objects.all(), grants, action, person))
            opened = {
                row
                for row in table.objects.all()
                if decide(grants, action, row.target(), person=person, today=timezone.localdate()).allowed
            }
            assert listed == opened, table
        transaction.set_rollback(True)


def test_journal_entries_without_program_or_place_are_read_by_all_who_may_read_any(db: None) -> None:
    for program, path in (("", ""), ("k", ""), ("k", "1/"), ("k", "2/"), ("x", "")):
        Entry.objects.create(person="p", program=program, path=path, thing=f"{program}{path}")
    action = Action("tests.thing.do", "", frozenset(ROLES), "place")
    rows = keeper().reachable(Entry.objects.all(), [Grant("monitor", "k", "1/")], action, "p")
    assert {entry.thing for entry in rows} == {"", "k", "k1/"}
