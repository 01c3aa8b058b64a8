"""The checks of step 4: core, coverage, quality, trial, release, evaluations, proposals."""

from __future__ import annotations

import doctest
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.domain.gates.lines import State
from groundswell.domain.package import checks, coverage, documents, releases
from groundswell.domain.package.checks import check_package, has_passed
from groundswell.domain.package.facts import (
    CoreChange,
    Element,
    Evaluated,
    Package,
    PackageRules,
    Paper,
    Rated,
    Released,
    Spoken,
    Trial,
)

ELEMENT = Element(
    "meeting", "Monthly meeting", "core", rationale="Trust grows", items=("The meeting was held.",),
    sessions=("Hold a meeting",), documents=("Guide",),
)  # fmt: skip
WHOLE = Package(
    elements=(ELEMENT,), rated=Rated(88.0, 0, 2, 0.75), trials=(Trial("Fatu", 2, 0.8),),
    releases=(Released("2.0", date(2026, 1, 10)),), evaluated=(Evaluated("Pilot", "2.0", date(2026, 3, 1)),),
    papers=(Paper("Guide", date(2026, 1, 5)), Paper("Poster", date(2026, 1, 5))),
    spoken=(Spoken("English"), Spoken("French")),
)  # fmt: skip
LATER = CoreChange("Monthly meeting", date(2026, 2, 1), "Too few facilitators")


def state(package: Package, code: str) -> tuple[State, str]:
    line = {line.code: line for line in check_package(package)}[f"package.{code}"]
    return line.state, line.text


def test_the_examples_in_the_docstrings_hold() -> None:
    for module in (checks, coverage, documents, releases):
        assert doctest.testmod(module).failed == 0


def test_a_whole_package_meets_everything() -> None:
    assert {line.state for line in check_package(WHOLE)} == {State.MET}


def test_an_empty_package_meets_nothing_but_that_nobody_proposes() -> None:
    found = {line.code: line.state for line in check_package(Package())}
    assert found.pop("package.proposals") is State.MET
    assert set(found.values()) == {State.NOT_RECORDED}


@pytest.mark.parametrize(
    ("changed", "code", "wanted", "says"),
    [
        ({"elements": tuple(replace(ELEMENT, code=str(n)) for n in range(12))}, "core", State.MET, "12, of 12"),
        ({"elements": tuple(replace(ELEMENT, code=str(n)) for n in range(13))}, "core", State.WARNING, "13; more than"),
        ({"elements": (replace(ELEMENT, sessions=()),)}, "coverage", State.UNMET, "Monthly meeting"),
        ({"elements": (ELEMENT, Element("s", "Song", "optional"))}, "coverage", State.MET, "Each core element"),
        ({"rated": Rated(79.9, 0, 2, 0.9)}, "score", State.UNMET, "80 of 100"),
        ({"rated": Rated(80.0, 0, 2, 0.9)}, "score", State.MET, "80 of 100; raters: 2"),
        ({"rated": Rated(95.0, 1, 2, 0.9)}, "score", State.UNMET, "without a whole yes: 1"),
        ({"rated": Rated(90.0, 0, 2, 0.59)}, "score", State.WARNING, "kappa 0.59"),
        ({"rated": Rated(90.0, 0, 3)}, "score", State.MET, "raters: 3"),
        ({"trials": (Trial("Fatu", 1, 0.95), Trial("Sia", 3, 0.79))}, "tried", State.UNMET, "tests: 2"),
        ({"trials": (Trial("Fatu", 4),)}, "tried", State.UNMET, "tests: 1"),
        ({"trials": (Trial("Fatu", 1, 0.5), Trial("Sia", 2, 0.8))}, "tried", State.MET, "Sia"),
        ({"changes": (LATER,)}, "release", State.WARNING, "version 2.0 was released: Monthly meeting"),
        ({"changes": (replace(LATER, on=date(2026, 1, 10)),)}, "release", State.MET, "Version 2.0"),
        ({"changes": (LATER,)}, "evaluated", State.WARNING, "Pilot"),
        ({"proposals": 2}, "proposals", State.WARNING, "2"),
        ({"elements": (replace(ELEMENT, documents=()),)}, "documents", State.UNMET, "in no document: Monthly meeting"),
        ({"elements": (replace(ELEMENT, documents=()),)}, "coverage", State.MET, "Each core element"),
        ({"elements": (ELEMENT, Element("s", "Song", "optional"))}, "documents", State.WARNING, "Song"),
        ({"papers": ()}, "documents", State.NOT_RECORDED, "No document"),
        ({"spoken": (Spoken("Krio", ("Guide", "Poster")),)}, "languages", State.UNMET, "Krio has no document at all"),
        ({"spoken": (Spoken("Krio", ("Poster",)),)}, "languages", State.WARNING, "Krio lacks: Poster."),
        ({"spoken": ()}, "languages", State.NOT_RECORDED, "No language"),
        (
            {"spoken": (Spoken("French", older=("Guide",)),)},
            "older",
            State.WARNING,
            "French has an older",
        ),
        ({"changes": (LATER,)}, "older", State.WARNING, "the work that they describe: Guide."),
        ({"changes": (replace(LATER, on=date(2026, 1, 5)),)}, "older", State.MET, "No document is older"),
        (
            {"papers": (Paper("Guide", date(2026, 2, 1), True),)},
            "release",
            State.WARNING,
            "version 2.0 these",
        ),
    ],
)
def test_what_is_missing_is_named(changed: dict[str, Any], code: str, wanted: State, says: str) -> None:
    found, text = state(replace(WHOLE, **changed), code)
    assert found is wanted
    assert says in text


def test_the_numbers_can_be_changed() -> None:
    stricter = PackageRules(test_sessions=3, test_fidelity=0.9)
    assert has_passed(Trial("Fatu", 2, 0.8))
    assert not has_passed(Trial("Fatu", 2, 0.95), stricter)
    assert has_passed(Trial("Fatu", 3, 0.9), stricter)


@given(sessions=st.integers(0, 9), fidelity=st.none() | st.floats(0, 1), more=st.integers(0, 5))
def test_more_sessions_never_make_a_test_fail(sessions: int, fidelity: float | None, more: int) -> None:
    if has_passed(Trial("A", sessions, fidelity)):
        assert has_passed(Trial("A", sessions + more, fidelity))
    assert not has_passed(Trial("A", sessions, None))


DAYS = st.dates(date(2020, 1, 1), date(2030, 1, 1))


@given(used=DAYS, recorded=DAYS, changes=st.lists(DAYS, max_size=5))
def test_only_changes_after_the_version_that_was_evaluated_make_it_indirect(
    used: date, recorded: date, changes: list[date]
) -> None:
    kept = [CoreChange("Meeting", day) for day in changes]
    seen = Evaluated("Pilot", "1.0", recorded)
    found = releases.changed_since(seen, [Released("1.0", used), Released("2.0", date(2030, 1, 1))], kept)
    assert [change.on for change in found] == [day for day in changes if day > used]
    unknown = releases.changed_since(seen, [Released("2.0", used)], kept)
    assert [change.on for change in unknown] == [day for day in changes if day > recorded]
    assert not releases.changed_since(seen, [Released("1.0", date(2030, 1, 1))], kept)


def test_a_study_without_a_version_is_judged_by_the_day_it_was_recorded() -> None:
    change = CoreChange("Meeting", date(2026, 2, 1))
    blank = [Released("", date(2020, 1, 1))]
    assert releases.changed_since(Evaluated("Pilot", "", date(2026, 1, 31)), blank, [change])
    assert not releases.changed_since(Evaluated("Pilot", "", date(2026, 1, 31) + timedelta(days=1)), blank, [change])


rows = st.lists(
    st.fixed_dictionaries({"code": st.sampled_from("abcde"), "kind": st.sampled_from(("core", "optional")),
                           "limits": st.text(max_size=3)}), max_size=5, unique_by=lambda row: row["code"],
)  # fmt: skip


@given(older=rows, newer=rows)
def test_a_difference_has_two_sides_and_nothing_differs_from_itself(older: list[Any], newer: list[Any]) -> None:
    was, now = {"elements": older}, {"elements": newer}
    there, back = releases.difference(was, now), releases.difference(now, was)
    assert releases.difference(was, was) == ()
    assert (there == ()) == (sorted(older, key=lambda row: row["code"]) == sorted(newer, key=lambda row: row["code"]))
    turned = {"added": "gone", "gone": "added", "changed": "changed"}
    assert {(each.row, turned[each.kind], each.column, each.after, each.before, each.core) for each in there} == {
        (each.row, each.kind, each.column, each.before, each.after, each.core) for each in back
    }


@pytest.mark.parametrize(("agreement", "state"), [(0.5, State.MET), (0.51, State.WARNING)])
def test_a_program_says_how_much_two_raters_must_agree(agreement: float, state: State) -> None:
    rated = replace(WHOLE, rated=Rated(90, 0, 2, kappa=0.5))
    lines = {line.code: line for line in check_package(rated, PackageRules(agreement=agreement))}
    assert lines["package.score"].state is state
