"""The pages of the gate: the verdict, its inputs, its signature."""

from __future__ import annotations

from typing import Any

import pytest

from groundswell.across.gates.models import Decision, TypedInput
from groundswell.across.gates.services import Override, record_input, sign_verdict
from groundswell.across.gates.step import home
from groundswell.before.evidence.services import set_question
from groundswell.domain.evidence.study import Measure
from tests import make
from tests.across.gates.inputs import type_in
from tests.before.evidence.test_pages import read, visit, words
from tests.before.evidence.trials import SIX
from tests.cast import Cast, permit

HERE = "/p/groups/gates/"


@pytest.fixture
def six(cast: Cast) -> Cast:
    for value in SIX:
        make.study(cast.program, value)
    answers = {"better_words": "fewer newborn deaths", "worse_words": "more newborn deaths"}
    for context in ("", "rural"):
        set_question(make.desk("evidence.question.set", cast.program), cast.program, context, answers)
    return cast


def heading(response: Any) -> str:
    return words(read(response).h1)


def test_w1_on_the_page_is_with_research_and_tells_the_chances_in_ten(six: Cast) -> None:
    type_in(six.program)
    response = visit(six.erik).get(HERE)
    said = words(read(response))
    assert heading(response).endswith("Scale, with research")
    assert "The approach may bring fewer newborn deaths: there are 8 chances in 10 that a new place benefits." in said
    assert "Why not an unconditional yes: 3 conditions of 9 are unmet" in said
    assert "Odds ratio 0.79, interval 0.57–1.09." in said
    assert "What “with research” obliges us to do" in said
    assert "drawn by lot" in said


def test_with_inputs_not_recorded_w1_is_not_yet_and_the_page_says_why(six: Cast) -> None:
    response = visit(six.amina).get(HERE)
    soup = read(response)
    assert heading(response).endswith("Not yet")
    assert "One thing stands in the way" in words(soup)
    assert "Scalability 50 of 100. It is: not recorded." in words(soup.select_one("section[aria-labelledby=stops]"))
    assert soup.select_one(f"a[href='{HERE}inputs/']")


def test_w2_on_the_page_is_ready(six: Cast) -> None:
    type_in(six.program, "rural")
    response = visit(six.erik).get(HERE, {"context": "rural"})
    assert heading(response).endswith("Ready to scale")
    assert "All 9 conditions of an unconditional yes are met" in words(read(response))


def test_w3_on_the_page_is_not_yet_because_of_harm(six: Cast) -> None:
    type_in(six.program, "urban slum")
    said = words(read(visit(six.erik).get(HERE, {"context": "urban slum"})))
    assert "Not harmful here." in said
    assert "Do not scale in this context until that is understood." in said


def test_a_typed_input_is_stored_with_who_and_where_from(six: Cast) -> None:
    client = visit(six.chitra)
    assert client.post(f"{HERE}inputs/", {"fidelity": "92"}).status_code == 422
    answers = {
        "fidelity": "92",
        "fidelity_source": "220 watched sessions",
        "serious_harm": "no",
        "serious_harm_source": "ethics board",
    }
    assert client.post(f"{HERE}inputs/", answers).status_code == 303
    stored = {row.name: row for row in TypedInput.objects.all()}
    assert set(stored) == {"fidelity", "serious_harm"}
    assert (stored["fidelity"].value, stored["fidelity"].by) == (0.92, six.chitra)
    assert stored["serious_harm"].value is False
    assert "Typed in by Chitra" in words(read(client.get(f"{HERE}inputs/")))


def test_saving_untouched_inputs_stores_nothing_and_emptying_one_takes_it_back(six: Cast) -> None:
    type_in(six.program)
    client = visit(six.amina)
    form = read(client.get(f"{HERE}inputs/")).select_one("main form[method=post]")
    assert form is not None
    fields = {
        field["name"]: field.get("value", "")
        for field in form.select("input")
        if field.get("type") != "radio" or field.has_attr("checked")
    }
    before = TypedInput.objects.count()
    assert client.post(f"{HERE}inputs/", fields).status_code == 303
    assert TypedInput.objects.count() == before
    fields |= {"fidelity": "", "fidelity_source": "The visits were not independent."}
    assert client.post(f"{HERE}inputs/", fields).status_code == 303
    assert TypedInput.objects.first().value is None  # type: ignore[union-attr]


def test_a_verdict_is_signed_on_its_page_and_stands_with_its_name(six: Cast) -> None:
    type_in(six.program)
    client = visit(six.amina)
    seen = read(client.get(f"{HERE}sign/")).select_one("input[name=seen]")["value"]  # type: ignore[index]
    assert client.post(f"{HERE}sign/", {"seen": seen, "reason": "Steering group."}).status_code == 303
    assert Decision.objects.get().signed_by == six.amina
    assert "Signed by Amina" in words(read(client.get(HERE)))
    assert visit(six.chitra).get(f"{HERE}sign/").status_code == 403


def test_a_signature_under_what_has_changed_is_refused(six: Cast) -> None:
    type_in(six.program)
    response = visit(six.amina).post(f"{HERE}sign/", {"seen": "0" * 64})
    assert response.status_code == 422
    assert "has changed since you opened the page" in words(read(response))


def test_an_overruled_verdict_shows_both_words_ever_after(six: Cast) -> None:
    type_in(six.program)
    client = visit(six.amina)
    seen = read(client.get(f"{HERE}overrule/")).select_one("input[name=seen]")["value"]  # type: ignore[index]
    answers = {"seen": seen, "word": "not yet", "override_reason": "Elections are near."}
    assert client.post(f"{HERE}overrule/", answers).status_code == 303
    response = client.get(HERE)
    assert heading(response).endswith("Not yet")
    assert "Amina overruled the rule, which said “Scale, with research”: Elections are near." in words(read(response))
    sign_verdict(permit(six.amina, "gates.verdict.sign", six.program), six.program)
    row = read(client.get(HERE)).select("section[aria-labelledby=earlier] tbody tr")[1]
    assert "Not yet Scale, with research Amina" in words(row)


def test_a_signed_verdict_is_computed_again_on_its_page_and_takes_a_dissent(six: Cast) -> None:
    type_in(six.program)
    decision = sign_verdict(permit(six.amina, "gates.verdict.sign", six.program), six.program)
    url = f"{HERE}verdicts/{decision.key}/"
    assert "Computed again, it is the same" in words(read(visit(six.erik).get(url)))
    assert visit(six.babu).post(url, {"text": "The towns were left out."}).status_code == 303
    assert "1 dissent is recorded. Read the dissent" in words(read(visit(six.erik).get(HERE)))
    Decision.objects.filter(pk=decision.pk).update(fingerprint="0" * 64)
    assert "Its stored inputs are not those that were signed" in words(read(visit(six.erik).get(url)))
    assert visit(six.zed).get(url).status_code == 404


def test_studies_that_cannot_be_judged_together_give_a_sentence_and_no_signature(cast: Cast) -> None:
    make.study(cast.program)
    make.study(cast.program, measure=Measure.MD, reported=None, yi=1.0, vi=0.2)
    client = visit(cast.amina)
    assert "measure different things" in words(read(client.get(HERE)))
    assert client.post(f"{HERE}sign/", {"reason": "anyway"}).status_code == 422
    assert not Decision.objects.exists()


def test_home_answers_the_first_question_from_the_verdict_that_stands(six: Cast) -> None:
    reader = permit(six.erik, "gates.verdict.read", six.program)
    before = home(reader, six.program)
    assert (before.word, before.signed, before.of) == ("not yet", "", 9)
    assert before.drawing is not None
    assert len(before.drawing.rows) == 2
    type_in(six.program, "rural")
    override = Override("with research", "Two districts have no health workers yet.")
    sign_verdict(permit(six.amina, "gates.verdict.overrule", six.program), six.program, "rural", override=override)
    after = home(reader, six.program)
    assert (after.answer, after.met, after.context, after.overruled) == ("Rural: yes, with research.", 9, "rural", True)
    assert heading(visit(six.erik).get(HERE)).endswith("Scale, with research")
    assert heading(visit(six.erik).get(HERE, {"context": ""})).endswith("Not yet")


@pytest.mark.parametrize("count", [3, 30])
def test_the_page_takes_a_fixed_number_of_queries(cast: Cast, count: int, django_assert_num_queries: Any) -> None:
    for _number in range(count):
        make.study(cast.program)
        sign_verdict(permit(cast.amina, "gates.verdict.sign", cast.program), cast.program)
    client = visit(cast.amina)
    client.get(HERE)
    with django_assert_num_queries(34, exact=False):
        assert client.get(HERE).status_code == 200


def test_the_reasons_of_a_signed_verdict_are_told_in_the_readers_language(six: Cast) -> None:
    type_in(six.program)
    decision = sign_verdict(permit(six.amina, "gates.verdict.sign", six.program), six.program)
    url, reader = f"{HERE}verdicts/{decision.key}/", visit(six.erik)
    reader.cookies["django_language"] = "fr"
    shown = read(reader.get(url)).select_one("section[aria-labelledby=stood]")
    assert shown is not None
    assert len(shown.select("li")) == len(shown.select("li b")) == 14
    assert "Comparé à des lieux sans l’approche." in words(shown)
    assert not shown.select("[lang=en]")
    decision.verdict["reasons"][0]["text"] = "What an older version of the rule said."
    Decision.objects.filter(pk=decision.pk).update(verdict=decision.verdict)
    shown = read(reader.get(url)).select_one("section[aria-labelledby=stood]")
    assert shown is not None
    assert [old.text for old in shown.select("[lang=en]")] == ["What an older version of the rule said."]


def test_the_door_refuses_in_the_readers_language(six: Cast) -> None:
    for who, page in ((six.zed, HERE), (six.amina, "/p/demo/nowhere/")):
        visitor = visit(who)
        visitor.cookies["django_language"] = "ar"
        answer = visitor.get(page)
        assert answer.status_code == 404
        assert "This page does not exist" not in answer.text


def test_what_the_steps_know_is_shown_with_its_step_and_not_asked_again(six: Cast) -> None:
    make.cost_sheet(six.program)
    make.cost_line(six.program)
    page = read(visit(six.chitra).get(f"{HERE}inputs/"))
    cost = page.select_one("section[aria-label='Cost of one community for a year']")
    assert cost is not None
    assert words(cost).startswith("Cost of one community for a year : USD 8.33 Step 3: cost sheet Taken from step 3")
    assert [link["href"] for link in cost.select("a")] == ["/p/groups/scalability/costs/"]
    assert not cost.select("input")
    held = page.select_one("section[aria-label='Watched sessions held well, per cent']")
    assert held is not None
    assert "92 % Step 2: the studies" in words(held)
    assert [field.get("value") for field in held.select("details input")] == [None, None]
    payer = page.select_one("section[aria-label='Months for which a payer is named']")
    assert payer is not None
    assert payer.select("details input")
    assert not page.select("section[aria-label*='poorest'] details")


def test_what_is_unmet_of_step_three_leads_to_the_page_that_knows_it(six: Cast) -> None:
    type_in(six.program, without=("payer_months",))
    links = {link.get_text(): link["href"] for link in read(visit(six.erik).get(HERE)).select("main a")}
    assert links["See what it costs and who pays"] == "/p/groups/scalability/costs/"
    type_in(six.program, without=())
    record_input(make.desk("gates.input.record", six.program), six.program, "", "scalability_score", 60, source="round")
    links = {link.get_text(): link["href"] for link in read(visit(six.erik).get(HERE)).select("main a")}
    assert links["See what stands in the way"] == "/p/groups/scalability/"
