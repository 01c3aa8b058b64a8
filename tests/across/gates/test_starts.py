"""Whether a wave may start: the lines of all rooms, the decision, and the decision read again."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.utils import translation

from groundswell.across.gates.models import Decision, GateDecision
from groundswell.across.gates.selectors import Gate, gate_of, looked_at_again, next_wave, starts_of
from groundswell.across.gates.services import Choice, decide_start, dissent_from_start, sign_verdict
from groundswell.domain.errors import BadInput, Conflict, EditedMeanwhile, NotAllowed, NotFound
from groundswell.ground.journal.models import Entry
from groundswell.ground.programs.models import Wave
from groundswell.ground.programs.services import change_number, set_wave
from tests import make
from tests.across.gates.inputs import type_in
from tests.before.evidence.test_pages import read, visit, words
from tests.before.evidence.trials import SIX
from tests.cast import Cast, permit

READ, DECIDE = "gates.start.read", "gates.start.decide"
HERE = "/p/groups/gates/waves/"
DAY = date(2027, 3, 1)
START = Choice("start", "The steering group agreed.", DAY)


@pytest.fixture
def waves(cast: Cast) -> Cast:
    """Six trials, everything else adequate, the pilot and two waves."""
    for value in SIX:
        make.study(cast.program, value)
    type_in(cast.program)
    for number in range(3):
        make.wave(cast.program, number, starts_on=date(2025, 1, 1) if number == 0 else None)
    return cast


def signed(cast: Cast) -> Decision:
    return sign_verdict(permit(cast.amina, "gates.verdict.sign", cast.program), cast.program)


def gate(cast: Cast, number: int = 1) -> Gate:
    return gate_of(permit(cast.erik, READ, cast.program), cast.program, Wave.objects.get(number=number))


def decide(cast: Cast, choice: Choice = START, number: int = 1, **over: Any) -> GateDecision:
    leave = permit(cast.amina, DECIDE, cast.program)
    return decide_start(leave, cast.program, Wave.objects.get(number=number), choice, **over)


def blocking(found: Gate) -> Any:
    return next(line for line in found.lines if line.blocks)


def test_every_room_is_asked_and_only_the_verdict_blocks(waves: Cast) -> None:
    found = gate(waves)
    codes = [line.code for line in found.lines]
    steps = {"vision.target", "evidence.compared", "scalability.assessed", "consensus.levels", "monitoring.complete"}
    assert steps <= set(codes)
    assert len(set(codes)) == len(codes), "a line is known again by its code"
    assert [line.code for line in found.lines if line.blocks] == ["evidence.verdict"]
    assert all(line.link for line in found.lines), "each line says where it is mended"
    assert [line.step for line in found.lines] == sorted(line.step for line in found.lines)


def test_the_verdict_holds_a_wave_until_one_that_lets_us_scale_is_signed(waves: Cast) -> None:
    assert (blocking(gate(waves)).state, gate(waves).may_start) == ("not recorded", False)
    decision = signed(waves)
    assert (blocking(gate(waves)).state, gate(waves).may_start) == ("met", True)
    Decision.objects.filter(pk=decision.pk).update(lapses_on="2020-01-01")
    assert "has lapsed" in blocking(gate(waves)).text
    assert not gate(waves).may_start


def test_from_wave_2_on_what_monitoring_does_not_know_holds_it(waves: Cast) -> None:
    signed(waves)
    assert gate(waves, 1).may_start
    assert not gate(waves, 2).may_start
    assert "How many reports are in is not known." in blocking(gate(waves, 2)).text


def test_who_looks_does_not_change_the_gate(waves: Cast) -> None:
    signed(waves)
    seen = {
        gate_of(permit(person, READ, waves.program), waves.program, Wave.objects.get(number=2)).seen
        for person in (waves.amina, waves.babu, waves.chitra, waves.dewi, waves.erik)
    }
    assert len(seen) == 1
    with pytest.raises(NotFound):
        permit(waves.zed, READ, waves.program)


def test_a_start_keeps_who_why_and_every_line_in_every_language_and_sets_the_first_day(waves: Cast) -> None:
    signed(waves)
    kept = decide(waves)
    assert (kept.word, kept.was_open, kept.decided_by, kept.decided_name) == ("start", True, waves.amina, "Amina")
    assert set(kept.stood_on["lines"]) == {"en", "fr", "ar"}
    assert len({len(rows) for rows in kept.stood_on["lines"].values()}) == 1
    assert Wave.objects.get(number=1).starts_on == DAY
    entry = Entry.objects.get(action=DECIDE)
    assert (entry.after["decision"], entry.after["fingerprint"], entry.reason) == (
        "start", kept.fingerprint, "The steering group agreed.",
    )  # fmt: skip


def test_a_closed_gate_opens_only_with_a_signed_reason_and_holding_needs_none(waves: Cast) -> None:
    with pytest.raises(Conflict, match=r"The gate is closed: No verdict is signed\."):
        decide(waves)
    assert not GateDecision.objects.exists()
    assert decide(waves, Choice("hold", "No verdict yet.")).over_reason == ""
    kept = decide(waves, Choice("start", "Agreed.", DAY, over="The minister has announced it."))
    assert (kept.was_open, kept.over_reason) == (False, "The minister has announced it.")
    assert gate(waves).may_start
    assert not gate(waves).start.may_start
    assert Entry.objects.filter(action="gates.start.open").get().after["opened_because"] == kept.over_reason


def test_a_reason_for_opening_is_not_kept_where_the_gate_is_open(waves: Cast) -> None:
    signed(waves)
    assert decide(waves, Choice("start", "Agreed.", DAY, over="just in case")).over_reason == ""


@pytest.mark.parametrize(
    "choice", [Choice("start", " ", DAY), Choice("start", "Agreed."), Choice("maybe", "Agreed.", DAY)]
)
def test_a_decision_that_lacks_what_it_must_say_is_refused(waves: Cast, choice: Choice) -> None:
    signed(waves)
    with pytest.raises(BadInput):
        decide(waves, choice)


def test_nobody_decides_on_lines_that_have_changed_since_they_looked(waves: Cast) -> None:
    signed(waves)
    seen = gate(waves).seen
    make.study(waves.program, id="A seventh")
    with pytest.raises(EditedMeanwhile, match="has changed since you opened the page"):
        decide(waves, seen=seen)


def test_of_two_who_decide_at_once_the_second_is_told(waves: Cast) -> None:
    signed(waves)
    seen = gate(waves).seen
    decide(waves, Choice("hold", "The rains come first."), seen=seen)
    with pytest.raises(EditedMeanwhile):
        decide(waves, START, seen=seen)
    decide(waves, START, seen=gate(waves).seen)


def test_one_decision_stands_and_earlier_ones_stay(waves: Cast) -> None:
    signed(waves)
    first, second = decide(waves, Choice("hold", "The rains come first.")), decide(waves)
    rows = starts_of(permit(waves.erik, READ, waves.program), waves.program)
    assert [row.key for row in rows] == [second.key, first.key]
    assert GateDecision.objects.get(pk=first.pk).superseded_by == second
    assert gate(waves).decision == second


def test_a_decision_is_computed_again_from_what_was_frozen_and_laid_beside_today(waves: Cast) -> None:
    signed(waves)
    kept = decide(waves)
    reader = permit(waves.erik, READ, waves.program)
    again = looked_at_again(reader, kept)
    assert (again.same_inputs, again.same_start) == (True, True)
    assert {change.kind for change in again.changes} == {"same"}
    make.study(waves.program, id="A seventh")
    Decision.objects.update(lapses_on="2020-01-01")
    again = looked_at_again(reader, kept)
    assert (again.same_inputs, again.same_start) == (True, True), "what was signed does not change"
    moved = {change.line.code: change.kind for change in again.changes if change.kind != "same"}
    assert moved == {"evidence.verdict": "state", "evidence.compared": "text"}
    with translation.override("fr"):
        assert len([one for one in looked_at_again(reader, kept).changes if one.kind != "same"]) == 2


def test_a_decision_that_was_tampered_with_is_found_out(waves: Cast) -> None:
    signed(waves)
    kept = decide(waves)
    kept.stood_on["lines"]["en"][0]["text"] = "All is well."
    GateDecision.objects.filter(pk=kept.pk).update(stood_on=kept.stood_on)
    assert not looked_at_again(permit(waves.erik, READ, waves.program), kept).same_inputs


def test_the_gate_speaks_of_the_first_wave_that_has_not_begun(waves: Cast) -> None:
    every = list(Wave.objects.order_by("number"))
    assert next_wave(every, []) == every[1]
    signed(waves)
    assert next_wave(every, [decide(waves)]) == every[2]
    set_wave(make.desk("programs.program.change", waves.program), waves.program, 2, starts_on=date(2025, 5, 1))
    assert next_wave(Wave.objects.order_by("number"), GateDecision.objects.all()) == every[2], "the last, begun"
    assert next_wave(every[:1], []) is None


def test_a_monitor_reads_the_gate_and_does_not_decide(waves: Cast) -> None:
    assert permit(waves.chitra, READ, waves.program)
    with pytest.raises(NotAllowed):
        permit(waves.chitra, DECIDE, waves.program)


def test_a_dissent_stands_beside_the_decision_with_its_name(waves: Cast) -> None:
    kept = make.start(waves.program)
    dissent_from_start(permit(waves.babu, "gates.start.dissent", kept), kept, "Dorasa waits since May.")
    assert "Dorasa waits since May. Babu" in words(
        read(visit(waves.erik).get(f"/p/groups/gates/decisions/{kept.key}/"))
    )


# Pages ---------------------------------------------------------------------------------------------------------------


def heading(response: Any) -> str:
    return words(read(response).h1)


def test_the_page_answers_first_and_shows_every_line_with_reason_owner_and_way(waves: Cast) -> None:
    response = visit(waves.erik).get(f"{HERE}1/")
    soup = read(response)
    assert heading(response) == "May wave 1 start? Wave 1 may not start yet"
    assert "Starts wait for this one. No verdict is signed." in words(soup)
    assert len(soup.select("ul.checks > li")) == len(gate(waves).lines)
    assert soup.select_one("a[href='/p/groups/vision/ledger']") is not None
    assert not soup.select_one("a[href$='/decide/']"), "a donor is shown no button"
    signed(waves)
    assert heading(visit(waves.erik).get(f"{HERE}1/")) == "May wave 1 start? Wave 1 may start"


def test_a_wave_is_decided_on_its_page(waves: Cast) -> None:
    signed(waves)
    client = visit(waves.amina)
    form = read(client.get(f"{HERE}1/decide/"))
    seen = form.select_one("input[name=seen]")["value"]  # type: ignore[index]
    assert not form.select_one("[name=over]"), "an open gate asks for no reason to open it"
    answers = {"seen": seen, "word": "start", "day": "2027-03-01", "reason": "Agreed on 3 February."}
    response = client.post(f"{HERE}1/decide/", answers)
    assert response.status_code == 303
    said = words(read(client.get(response["Location"])))
    assert "Wave 1 starts on 1 March 2027 Agreed on 3 February." in said
    assert "Computed again, it is the same" in said
    assert "Today every check says what it said then" in said
    assert heading(client.get(f"{HERE}1/")).endswith("Wave 1 starts on 1 March 2027")


def test_a_closed_gate_asks_on_its_page_for_the_reason_that_opens_it(waves: Cast) -> None:
    client = visit(waves.amina)
    answers = {"word": "start", "day": "2027-03-01", "reason": "Agreed."}
    response = client.post(f"{HERE}1/decide/", answers)
    assert response.status_code == 422
    assert "The gate is closed. Write why you open it, or hold the wave." in words(read(response))
    assert client.post(f"{HERE}1/decide/", answers | {"over": "Announced by the minister."}).status_code == 303
    said = words(read(client.get(f"{HERE}1/")))
    assert "The closed gate was opened with a signed reason: Announced by the minister." in said
    assert "Today the gate is closed: No verdict is signed." in said


def test_what_changed_meanwhile_is_shown_and_what_was_written_is_kept(waves: Cast) -> None:
    client = visit(waves.amina)
    seen = read(client.get(f"{HERE}1/decide/")).select_one("input[name=seen]")["value"]  # type: ignore[index]
    signed(waves)
    answers = {"seen": seen, "word": "hold", "reason": "No verdict yet, said the meeting."}
    response = client.post(f"{HERE}1/decide/", answers)
    soup = read(response)
    assert response.status_code == 422
    assert "The gate has changed since you opened the page." in words(soup)
    assert words(soup.select_one("textarea[name=reason]")) == answers["reason"]
    again = answers | {"seen": soup.select_one("input[name=seen]")["value"]}  # type: ignore[index]
    assert client.post(f"{HERE}1/decide/", again).status_code == 303


def test_the_waves_are_listed_with_their_decisions_and_without_any_the_page_says_how_to_begin(waves: Cast) -> None:
    assert heading(visit(waves.amina).get(HERE)) == "May the next wave start? Wave 1 may not start yet"
    make.start(waves.program, 1)
    said = words(read(visit(waves.amina).get(HERE)))
    assert "Wave 1 – 0 Hold" in said
    Wave.objects.filter(number__gt=1).delete()
    GateDecision.objects.all().delete()
    Wave.objects.filter(number__gt=0).delete()
    assert "The gate speaks of a wave." in words(read(visit(waves.amina).get(HERE)))


def test_a_wave_that_is_not_planned_is_not_found(waves: Cast) -> None:
    assert visit(waves.amina).get(f"{HERE}9/").status_code == 404


@pytest.mark.parametrize("count", [3, 30])
def test_the_gate_takes_a_fixed_number_of_queries(waves: Cast, count: int, django_assert_num_queries: Any) -> None:
    signed(waves)
    for number in range(count):
        make.site(waves.program, make.place(f"Village {number}", waves.district), started_on=date(2025, 1, 1))
    client = visit(waves.amina)
    client.get(f"{HERE}2/")
    with django_assert_num_queries(80, exact=False):
        assert client.get(f"{HERE}2/").status_code == 200


def test_lines_and_decisions_go_to_excel_and_csv(waves: Cast) -> None:
    signed(waves)
    decide(waves)
    client = visit(waves.erik)
    lines = client.get("/p/groups/exchange/tables/gate.csv").content.decode("utf-8-sig").splitlines()
    assert sum("evidence.verdict" in line for line in lines) == 2, "one for each wave after the pilot"
    assert len(lines) > 2 * 10
    told = client.get("/p/groups/exchange/tables/starts.csv").content.decode("utf-8-sig")
    assert "The steering group agreed." in told
    assert GateDecision.objects.get().fingerprint in told
    assert client.get("/p/groups/exchange/tables/gate.xlsx").status_code == 200


def test_the_numbers_of_the_program_are_frozen_with_a_decision_and_shown_where_others_hold_today(waves: Cast) -> None:
    signed(waves)
    rules = permit(waves.amina, "programs.rules.change", waves.program)
    change_number(rules, waves.program, "consensus.ready_index", 60, reason="The ministry asks for more.")
    kept = decide(waves)
    frozen = kept.stood_on["numbers"]
    assert (frozen["consensus"]["ready_index"], frozen["policy"]["end_days"]) == (60, 180)
    reader = permit(waves.erik, READ, waves.program)
    assert looked_at_again(reader, kept).numbers == ()
    change_number(rules, waves.program, "consensus.ready_index", 55, reason="Too strict.")
    (other,) = looked_at_again(reader, kept).numbers
    assert (other.then, other.now) == ("60", "55")
    said = words(read(visit(waves.erik).get(f"/p/groups/gates/decisions/{kept.key}/")))
    assert "One number is judged by otherwise today" in said
    assert "60 then, 55 today" in said
    older = {name: value for name, value in kept.stood_on.items() if name != "numbers"}
    GateDecision.objects.filter(pk=kept.pk).update(stood_on=older)
    assert looked_at_again(reader, GateDecision.objects.get(pk=kept.pk)).numbers == ()
