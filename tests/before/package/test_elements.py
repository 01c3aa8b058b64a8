"""Elements of the package: written down, changed, set aside; a change of the work is remembered with its day."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from groundswell.before.package.models import CoreChange, Element, FidelityItem
from groundswell.before.package.selectors import elements_of
from groundswell.before.package.services import ElementFacts, change_element, record_element, retire_element
from groundswell.before.package.services.elements import WorkChanged, facts_of
from groundswell.before.package.step import checks
from groundswell.domain.errors import BadInput, Conflict, EditedMeanwhile, NotAllowed
from groundswell.ground.journal.models import Entry
from tests import make
from tests.cast import Cast, permit


def leave(cast: Cast) -> Any:
    return permit(cast.amina, "package.element.record", cast.program)


def facts(element: Element, **over: Any) -> ElementFacts:
    stored = facts_of(element)
    return ElementFacts(**{name: getattr(stored, name) for name in stored.__dataclass_fields__} | over)


def test_words_of_a_core_element_may_be_mended_without_a_change_of_the_core(cast: Cast) -> None:
    made = make.element(cast.program)
    change_element(leave(cast), made, facts(made, descriptions={"en": "Once in four weeks"}), version=1)
    assert not CoreChange.objects.exists()
    entry = Entry.objects.filter(action="package.element.record").latest("id")
    assert entry.after["descriptions"] == {"en": "Once in four weeks"}


def test_a_change_of_the_work_is_remembered_with_day_reason_and_what_it_was(cast: Cast) -> None:
    made = make.element(cast.program)
    day = timezone.localdate() - timedelta(days=30)
    asked = facts(made, descriptions={"en": "Once in eight weeks"})
    change_element(leave(cast), made, asked, version=1, work=WorkChanged("Too few facilitators", day))
    kept = CoreChange.objects.get()
    assert (kept.on, kept.why, kept.by_name) == (day, "Too few facilitators", "Amina")
    assert kept.after == {"descriptions": {"en": "Once in eight weeks"}}


@pytest.mark.parametrize("work", [WorkChanged(" "), WorkChanged("It is so", timezone.localdate() + timedelta(days=2))])
def test_a_change_of_the_work_without_reason_or_in_the_future_is_refused_whole(cast: Cast, work: WorkChanged) -> None:
    made = make.element(cast.program)
    with pytest.raises(BadInput):
        change_element(leave(cast), made, facts(made, limits="None"), version=1, work=work)
    made.refresh_from_db()
    assert made.limits == ""


def test_leaving_the_core_needs_a_reason(cast: Cast) -> None:
    made = make.element(cast.program)
    with pytest.raises(BadInput, match="leaves the core"):
        change_element(leave(cast), made, facts(made, kind="optional"), version=1)
    change_element(leave(cast), made, facts(made, kind="optional"), version=1, work=WorkChanged("Nobody came"))
    assert CoreChange.objects.get().before == {"kind": "core"}


def test_setting_a_core_element_aside_is_a_change_of_the_core_and_an_optional_one_is_not(cast: Cast) -> None:
    core, song = make.element(cast.program), make.element(cast.program, "song", kind="optional")
    retire_element(leave(cast), song, "Nobody sang", version=1)
    assert not CoreChange.objects.exists()
    with pytest.raises(BadInput):
        retire_element(leave(cast), core, "  ", version=1)
    retired = retire_element(leave(cast), core, "Replaced by visits", version=1)
    assert CoreChange.objects.get().element == core
    assert list(elements_of(leave(cast), cast.program)) == []
    with pytest.raises(Conflict):
        change_element(leave(cast), retired, facts(retired, limits="x"), version=2)


def test_who_saves_second_is_told_and_keeps_what_was_typed(cast: Cast, client: Client) -> None:
    made = make.element(cast.program)
    client.force_login(cast.chitra)
    url = f"/p/{cast.program.code}/package/elements/{made.key}/change"
    typed = {"kind": "core", "nature": "process", "order": "1", "code": "meeting", "names_en": "Meeting each month",
             "items": ["9"], "version": "1", "rationale": "Mine"}  # fmt: skip
    change_element(leave(cast), made, facts(made, rationale="Theirs"), version=1)
    with pytest.raises(EditedMeanwhile):
        change_element(leave(cast), made, facts(made, rationale="Third"), version=1)
    response = client.post(url, typed)
    assert response.status_code == 422
    page = BeautifulSoup(response.content, "html.parser")
    assert "Somebody else changed" in page.select(".errors")[0].get_text()
    assert page.select_one("[name=version]")["value"] == "2"  # type: ignore[index]
    assert "Mine" in page.select_one("[name=rationale]").get_text()  # type: ignore[union-attr]
    assert client.post(url, typed | {"version": "2"}).status_code == 303
    made.refresh_from_db()
    assert (made.rationale, made.names["en"], made.names["sw"]) == ("Mine", "Meeting each month", "Mkutano wa mwezi")


def test_an_element_without_a_name_or_of_another_program_is_refused(cast: Cast) -> None:
    with pytest.raises(BadInput, match="no name"):
        make.element(cast.program, names={"en": "  "})
    stranger = make.training_session(cast.other_program)
    with pytest.raises(BadInput, match="another program"):
        make.element(cast.program, sessions=(stranger,))


def test_the_form_says_what_is_missing_and_refuses_a_short_name_that_is_taken(cast: Cast, client: Client) -> None:
    make.element(cast.program)
    client.force_login(cast.amina)
    url = f"/p/{cast.program.code}/package/elements/new"
    response = client.post(url, {"code": "meeting", "kind": "core", "nature": "process", "order": "1",
                                 "work_changes": "on"})  # fmt: skip
    assert response.status_code == 422
    told = BeautifulSoup(response.content, "html.parser").select(".errors")[0].get_text()
    assert "name in one language" in told
    assert "Write why the work changes" in told
    assert "already" in told


def test_only_who_may_writes_elements(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        permit(cast.dewi, "package.element.record", cast.program)


def test_the_page_answers_first_and_names_the_holes_in_words(cast: Cast, client: Client) -> None:
    client.force_login(cast.erik)
    home = f"/p/{cast.program.code}/package/"
    assert "Nobody has written down yet" in client.get(home).content.decode()
    make.element(cast.program)
    make.element(cast.program, "song", kind="adaptable", names={"en": "Songs"})
    page = BeautifulSoup(client.get(home).content, "html.parser")
    assert "One core element, which may not change" in page.select_one("h1").get_text()  # type: ignore[union-attr]
    told = [cell.get_text("; ", strip=True) for cell in page.select("td[data-l=Holes]")]
    assert told == ["no lesson; no document", "no limits; no document"]
    assert not page.select("main form"), "a donor reads only"


def test_the_checks_name_the_core_elements_with_holes(cast: Cast) -> None:
    reads = permit(cast.erik, "package.package.read", cast.program)
    first = {line.code: line.state for line in checks(reads, cast.program)}
    assert first["package.core"] == "not recorded"
    element = make.element(cast.program)
    line = next(line for line in checks(reads, cast.program) if line.code == "package.coverage")
    assert (line.state, line.step) == ("unmet", 4)
    assert "Monthly meeting" in line.text
    change_element(leave(cast), element, facts(element, sessions=(make.training_session(cast.program),)), version=1)
    assert {line.code: line.state for line in checks(reads, cast.program)}["package.coverage"] == "met"


def test_the_page_asks_as_many_queries_with_many_elements(cast: Cast, client: Client) -> None:
    client.force_login(cast.amina)
    counts = []
    for more in range(2):
        for n in range(1 + 9 * more):
            lesson = make.training_session(cast.program, f"Lesson {more}-{n}")
            make.element(cast.program, f"e{more}-{n}", sessions=(lesson,), study=make.study(cast.program))
        client.get(f"/p/{cast.program.code}/package/")
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/p/{cast.program.code}/package/").status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("wrong", [{"names": {}}, {"retired_on": "2026-01-01"}])
def test_the_database_refuses_an_element_without_its_words(cast: Cast, wrong: dict[str, Any]) -> None:
    make.element(cast.program)
    with pytest.raises(IntegrityError), transaction.atomic():
        Element.objects.update(**wrong)


def test_the_database_refuses_a_check_that_is_nothing_or_two_things(cast: Cast) -> None:
    element = make.element(cast.program)
    for item, words in (("", ""), ("9", "ours"), ("9", "")):
        with pytest.raises(IntegrityError), transaction.atomic():
            FidelityItem.objects.create(element=element, item=item, words=words)


def test_an_element_of_a_program_cannot_be_recorded_twice(cast: Cast) -> None:
    make.element(cast.program)
    with pytest.raises(IntegrityError), transaction.atomic():
        record_element(leave(cast), cast.program, ElementFacts("meeting", "core", {"en": "Again"}))
