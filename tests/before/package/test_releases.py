"""Releases: frozen whole, never changed, compared; and what a changed core does to evidence and verdict."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from groundswell.across.gates.selectors import assembled
from groundswell.across.gates.selectors.lines import lines_of
from groundswell.across.gates.services import record_input, sign_verdict
from groundswell.before.evidence.models import Study
from groundswell.before.evidence.selectors import findings_of
from groundswell.before.package.models import CoreChange, Release
from groundswell.before.package.selectors import frozen_package
from groundswell.before.package.services import WorkChanged, change_element, facts_of, release_version, retire_element
from groundswell.before.package.step import verdict_inputs
from groundswell.domain.errors import BadInput, Conflict, NotAllowed
from groundswell.domain.gates.frozen import fingerprint
from tests import make
from tests.before.scalability.test_assessment import rated
from tests.cast import Cast, permit

TODAY = timezone.localdate()


def leave(cast: Cast) -> Any:
    return permit(cast.amina, "package.version.release", cast.program)


def change_work(cast: Cast, element: Any, on: date = TODAY) -> None:
    stored = facts_of(element)
    values = {name: getattr(stored, name) for name in stored.__dataclass_fields__}
    values["descriptions"] = {"en": f"Once in eight weeks since {on}"}
    asked = type(stored)(**values)
    work = WorkChanged("Too few facilitators", on)
    change_element(
        permit(cast.amina, "package.element.record", cast.program), element, asked, version=element.version, work=work
    )


def test_a_release_freezes_everything_and_names_the_version_of_the_program(cast: Cast) -> None:
    session = make.training_session(cast.program)
    make.element(cast.program, sessions=(session,), own_items=("The circle was round",))
    make.simplification(cast.program)
    make.adaptation(cast.program, cast.community)
    make.manual_test(cast.program)
    made = release_version(leave(cast), cast.program, " 2.0 ", "The pilot’s method, in order")
    cast.program.refresh_from_db()
    assert cast.program.package_version == made.version == "2.0"
    [element] = made.frozen["elements"]
    assert (element["items"], element["own_items"]) == (["9"], ["The circle was round"])
    assert element["sessions"] == ["Hold the first meeting"]
    assert made.frozen["adaptations"][0]["place"] == "Mile Nine"
    assert {name: len(made.frozen[name]) for name in ("training", "simplifications", "tests")} == {
        "training": 1, "simplifications": 1, "tests": 1,
    }  # fmt: skip
    assert made.fingerprint == fingerprint(Release.objects.get().frozen)


def test_a_release_cannot_be_changed_or_deleted_nor_can_the_history_of_the_core(cast: Cast) -> None:
    make.release(cast.program)
    change_work(cast, make.element(cast.program, "visit"))
    for table, change in ((Release, {"notes": "Other"}), (CoreChange, {"why": "Other"})):
        rows: Any = table.objects
        with pytest.raises(DatabaseError, match="package_append_only"), transaction.atomic():
            rows.update(**change)
        with pytest.raises(DatabaseError, match="package_append_only"), transaction.atomic():
            rows.all().delete()


@pytest.mark.parametrize(
    ("version", "notes", "on"), [(" ", "New", None), ("2", " ", None), ("2", "New", TODAY + timedelta(days=1))]
)
def test_a_release_needs_a_version_a_word_and_a_day_that_has_come(
    cast: Cast, version: str, notes: str, on: date | None
) -> None:
    make.element(cast.program)
    with pytest.raises(BadInput):
        release_version(leave(cast), cast.program, version, notes, on=on)


def test_a_package_without_core_and_a_version_twice_are_refused(cast: Cast) -> None:
    make.element(cast.program, "song", kind="optional")
    with pytest.raises(BadInput, match="no core element"):
        release_version(leave(cast), cast.program, "1.0", "First")
    make.release(cast.program)
    with pytest.raises(Conflict, match="released already"):
        release_version(leave(cast), cast.program, "1.0", "Again")
    with pytest.raises(NotAllowed):
        permit(cast.chitra, "package.version.release", cast.program)


def test_an_older_version_written_down_later_does_not_become_the_program_s(cast: Cast) -> None:
    make.release(cast.program, "2.0")
    make.release(cast.program, "1.0", on=TODAY - timedelta(days=900))
    cast.program.refresh_from_db()
    assert cast.program.package_version == "2.0"


def test_the_page_of_a_version_says_what_differs_from_the_one_before(cast: Cast, client: Client) -> None:
    meeting = make.element(cast.program)
    make.release(cast.program, "1.0", on=TODAY - timedelta(days=90))
    change_work(cast, meeting, TODAY - timedelta(days=30))
    make.element(cast.program, "song", kind="optional", names={"en": "Songs"})
    later = make.release(cast.program, "2.0")
    client.force_login(cast.erik)
    page = BeautifulSoup(
        client.get(reverse("package:release", args=[cast.program.code, later.key])).content, "html.parser"
    )
    assert "Version 2.0 changes the core of version 1.0 in one point" in page.select_one("h1").get_text()  # type: ignore[union-attr]
    told = [row.get_text(" ", strip=True) for row in page.select("#differs ~ div tbody tr")]
    assert any("Monthly meeting core changed: What it is" in row and "Once in eight weeks" in row for row in told), told
    assert any(row.startswith("Songs new") for row in told)


def test_releasing_shows_what_is_missing_and_keeps_what_was_typed_when_refused(cast: Cast, client: Client) -> None:
    make.release(cast.program)
    client.force_login(cast.amina)
    url = reverse("package:release_new", args=[cast.program.code])
    page = BeautifulSoup(client.get(url).content, "html.parser")
    assert "Nobody new has tried the manual" in page.select_one("main").get_text()  # type: ignore[union-attr]
    again = client.post(url, {"name": "1.0", "notes": "Kept words"})
    assert again.status_code == 422
    assert "Kept words" in again.content.decode()
    assert client.post(url, {"name": "1.1", "notes": "Mended words"}).status_code == 303


# What a changed core does --------------------------------------------------------------------------------------------


def indirectness(cast: Cast) -> Any:
    found = findings_of(permit(cast.amina, "evidence.study.read", cast.program), cast.program)
    return next(step for step in found.steps if step.question == "Indirectness")


def test_a_core_changed_after_the_evaluated_version_makes_the_evidence_indirect_once(cast: Cast) -> None:
    meeting = make.element(cast.program)
    make.release(cast.program, "1.0", on=TODAY - timedelta(days=400))
    cast.program.refresh_from_db()
    for version in ("1.0", "1.0", ""):
        make.study(cast.program, package_version=version)
    assert indirectness(cast).proposed == 0
    change_work(cast, meeting, TODAY - timedelta(days=100))
    step = indirectness(cast)
    assert step.proposed == -1
    assert "core: Monthly meeting changed after studies that carry 67% of the weight" in str(step.because)
    make.release(cast.program, "2.0")
    cast.program.refresh_from_db()
    assert indirectness(cast).proposed == -1, "a changed core and another version are one difference"


def test_a_published_trial_of_others_does_not_become_indirect_by_our_change(cast: Cast) -> None:
    meeting = make.element(cast.program)
    make.study(cast.program)
    Study.objects.update(recorded_at=timezone.now() - timedelta(days=500))
    change_work(cast, meeting)
    assert indirectness(cast).proposed == 0


def test_an_own_pilot_without_version_counts_by_the_day_it_was_recorded(cast: Cast) -> None:
    meeting = make.element(cast.program)
    make.study(cast.program, own=True)
    Study.objects.update(recorded_at=timezone.now() - timedelta(days=5))
    change_work(cast, meeting)
    assert indirectness(cast).proposed == -1


def test_a_signed_verdict_lapses_when_a_core_element_is_set_aside(cast: Cast, client: Client) -> None:
    make.study(cast.program)
    meeting = make.element(cast.program)
    wave = make.wave(cast.program)
    sign_verdict(permit(cast.amina, "gates.verdict.sign", cast.program), cast.program, reason="Agreed")
    reads = permit(cast.amina, "gates.verdict.read", cast.program)

    def blocking() -> Any:
        return next(line for line in lines_of(reads, cast.program, wave)[1] if line.blocks)

    assert "has lapsed" not in blocking().text
    retire_element(permit(cast.amina, "package.element.record", cast.program), meeting, "Visits instead", version=1)
    assert blocking().state == "unmet"
    assert "has lapsed: the core has changed since: Monthly meeting" in blocking().text
    client.force_login(cast.erik)
    page = BeautifulSoup(client.get(reverse("gates:verdict", args=[cast.program.code])).content, "html.parser")
    assert "The core of the package has changed since: Monthly meeting" in page.get_text()


# What goes to the verdict --------------------------------------------------------------------------------------------


def test_the_verdict_reads_the_room_and_shows_what_was_typed_beside_it(cast: Cast) -> None:
    typed = permit(cast.amina, "gates.input.record", cast.program)
    record_input(typed, cast.program, "", "package_score", 95.0, source="Guessed in May")
    record_input(typed, cast.program, "", "package_core_defined", True, source="Guessed in May")
    assert verdict_inputs(typed, cast.program) == {}
    assert assembled(typed, cast.program).inputs.package_score.value == 95  # type: ignore[union-attr]
    make.element(cast.program, rationale="")
    rated(cast, 0.5, ("community", "government"), instrument="package", title="First look")
    now = assembled(typed, cast.program)
    assert now.inputs.package_score.value == pytest.approx(50)  # type: ignore[union-attr]
    assert "First look" in now.inputs.package_score.source  # type: ignore[union-attr]
    assert now.inputs.package_core_defined.value is False  # type: ignore[union-attr]
    assert all(view.typed for view in now.views if view.kind.name.startswith("package"))


def test_two_raters_who_agree_too_little_are_told_to_ask_a_third(cast: Cast, client: Client) -> None:
    from uuid import uuid4

    from groundswell.ground.instruments.selectors import questionnaire_of
    from groundswell.ground.instruments.services import Filled, Given, close_round, send

    made = make.round_(cast.program, "package", sides=("community", "government"))
    for number, side in enumerate(("community", "government")):
        _rater, secret = make.rater(made, side)
        answers = {
            question.code: Given(float((place + number) % 2)) for place, question in
            enumerate(questionnaire_of(made).questions())
        }  # fmt: skip
        send(secret, Filled(uuid4(), answers))
    close_round(make.desk("instruments.round.close", cast.program), made)
    client.force_login(cast.erik)
    told = BeautifulSoup(client.get(f"/p/{cast.program.code}/package/").content, "html.parser").get_text()
    assert "ask a third rater" in told
    assert "(kappa): -0" in told.replace("−", "-") or "(kappa): -1" in told.replace("−", "-")


def test_what_a_release_would_freeze_takes_a_fixed_number_of_queries(
    cast: Cast, django_assert_num_queries: Any
) -> None:
    reads = permit(cast.amina, "package.package.read", cast.program)
    for n in range(2):
        make.element(cast.program, f"e{n}", sessions=(make.training_session(cast.program, f"Lesson {n}"),))
        with django_assert_num_queries(12):
            frozen_package(reads, cast.program)
