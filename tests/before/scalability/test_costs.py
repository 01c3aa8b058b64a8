"""The cost sheet: what one community costs, nothing converted silently, who pays, and what goes on to the verdict."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from groundswell.across.gates.selectors import assembled
from groundswell.across.gates.services import record_input
from groundswell.before.scalability.models import Conversion, CostLine, CostSheet, Payer
from groundswell.before.scalability.selectors import costs_of
from groundswell.before.scalability.services import change_row, record_row, remove_row, set_sheet
from groundswell.before.scalability.step import checks, verdict_inputs
from groundswell.before.scalability.step.costs import cost_finding, line_views, payers_finding, wanted_said
from groundswell.before.scalability.step.published import published_rows
from groundswell.domain.errors import BadInput, Conflict, EditedMeanwhile, NotAllowed
from groundswell.ground.journal.models import Entry
from tests import make
from tests.cast import Cast, permit

WORKED: tuple[dict[str, Any], ...] = (
    {"name": "Office"},
    {"name": "Supervisor", "kind": "step", "driver": "facilitator", "step": 9.0, "amount": 3_000_00},
    {"name": "Facilitator", "kind": "variable", "driver": "facilitator", "amount": 600_00},
    {"name": "Training", "kind": "variable", "driver": "facilitator", "amount": 450_00, "phase": "start-up", "years": 3,
     "learning": 0.1, "floor": 0.75},
    {"name": "Materials", "kind": "variable", "driver": "meeting", "amount": 1_50},
)  # fmt: skip


@pytest.fixture
def sheet(cast: Cast) -> CostSheet:
    """The worked table of docs/method/unit-cost.md, as stored."""
    for facts in WORKED:
        make.cost_line(cast.program, **facts)
    return make.cost_sheet(cast.program)


def reading(cast: Cast) -> Any:
    return permit(cast.erik, "scalability.assessment.read", cast.program)


def writing(cast: Cast) -> Any:
    return permit(cast.amina, "scalability.cost.record", cast.program)


def states(cast: Cast) -> dict[str, str]:
    return {check.code: str(check.state) for check in checks(reading(cast), cast.program)}


def test_the_worked_table_comes_out_of_the_stored_sheet(cast: Cast, sheet: CostSheet) -> None:
    found = costs_of(reading(cast), cast.program)
    assert cost_finding(found) == "One community costs USD\u00a0272 a year at full scale, USD\u00a0697 in the pilot"
    assert [(view.pilot, view.target) for view in line_views(found)][3] == ("USD\u00a02,000", "USD\u00a072,000")


def test_a_line_in_another_currency_waits_for_a_stated_factor(cast: Cast, sheet: CostSheet) -> None:
    make.cost_line(cast.program, "Car", currency="EUR", amount=100_00)
    found = costs_of(reading(cast), cast.program)
    assert found.model is None
    assert found.missing == ("“Car” is in EUR, the sheet in USD.",)
    assert states(cast)["scalability.cost"] == "unmet"
    assert "unit_cost" not in verdict_inputs(reading(cast), cast.program)
    make.conversion(cast.program)
    found = costs_of(reading(cast), cast.program)
    assert found.model is not None
    car = next(view for view in line_views(found) if view.row.name == "Car")
    assert (car.pilot, car.note) == ("USD\u00a0109", "EUR → USD × 1.09")


def test_a_line_in_older_prices_waits_for_a_stated_factor(cast: Cast, sheet: CostSheet) -> None:
    make.cost_line(cast.program, "Radio", price_year=2023, amount=100_00)
    assert costs_of(reading(cast), cast.program).missing == (
        "“Radio” is in prices of 2023, the sheet in those of 2026.",
    )
    make.conversion(cast.program, "2023", "2025", 1.2)
    assert costs_of(reading(cast), cast.program).model is None, "a factor to another year is no factor to this one"
    make.conversion(cast.program, "2023", "2026", 1.12)
    radio = next(view for view in line_views(costs_of(reading(cast), cast.program)) if view.row.name == "Radio")
    assert radio.pilot == "USD\u00a0112"


def test_size_comes_from_sites_and_vision_where_the_sheet_is_silent(cast: Cast) -> None:
    make.cost_line(cast.program)
    assert "how many communities the pilot had" in costs_of(reading(cast), cast.program).missing[0]
    make.site(cast.program, cast.community, 0)
    make.site(cast.program, cast.other_community, 1)
    found = costs_of(reading(cast), cast.program)
    assert (found.volumes.pilot, found.volumes.now, found.volumes.target) == (1, 2, None)
    assert cost_finding(found) == "One community costs USD\u00a024,000 a year in the pilot"


def test_months_with_a_payer_are_those_of_the_communities_listed(cast: Cast, sheet: CostSheet) -> None:
    end = timezone.localdate().replace(day=1) + timedelta(days=400)
    end = end.replace(day=1) - timedelta(days=1)
    months = (end.year - timezone.localdate().year) * 12 + end.month - timezone.localdate().month
    make.payer(cast.program, ends_on=end, share=0.6)
    ministry = make.payer(cast.program, "Ministry", share=None, yearly=15_920_00, certainty="promised")
    assert payers_finding(costs_of(reading(cast), cast.program)).startswith("The whole running cost has a payer for 0")
    assert states(cast)["scalability.payer"] == "unmet"
    change_row(writing(cast), ministry, {"certainty": "budgeted"}, version=1)
    assert f"for {months} months (60 communities" in payers_finding(costs_of(reading(cast), cast.program))
    assert verdict_inputs(reading(cast), cast.program)["payer_months"].value == months
    assert states(cast)["scalability.payer"] == "met"


def test_the_target_is_held_against_the_yearly_money_that_is_sure(cast: Cast, sheet: CostSheet) -> None:
    assert states(cast)["scalability.funding"] == "unmet"
    assert "nobody who is sure pays" in wanted_said(costs_of(reading(cast), cast.program))
    make.payer(cast.program, share=None, yearly=1_000_000_00)
    found = costs_of(reading(cast), cast.program)
    assert "USD\u00a02,006,410 a year" in wanted_said(found), "696.67 × 2,880"
    assert "2.0 times" in wanted_said(found)
    assert states(cast)["scalability.funding"] == "warning"
    change_row(writing(cast), Payer.objects.get(), {"yearly": 3_000_000_00}, version=1)
    assert states(cast)["scalability.funding"] == "met"


def test_the_verdict_reads_cost_and_payer_and_shows_what_was_typed_beside(
    cast: Cast, client: Client, sheet: CostSheet
) -> None:
    leave = permit(cast.amina, "gates.input.record", cast.program)
    record_input(leave, cast.program, "", "unit_cost", 640.0, source="Guessed in May")
    make.payer(cast.program)
    now = assembled(leave, cast.program).inputs
    assert (now.unit_cost.value, now.payer_months.value) == (271.67, 120)  # type: ignore[union-attr]
    assert "2,880 communities" in now.unit_cost.source  # type: ignore[union-attr]
    client.force_login(cast.amina)
    page = BeautifulSoup(client.get(reverse("gates:inputs", args=[cast.program.code])).content, "html.parser")
    assert not page.select("[name=unit_cost]")
    assert "not counted: USD 640 (Guessed in May)" in page.get_text()


def test_published_costs_stand_beside_ours_in_their_own_unit(cast: Cast, sheet: CostSheet) -> None:
    rows = {row[0].split(",")[0]: row for row in published_rows(costs_of(reading(cast), cast.program))}
    care = rows["care groups of volunteers"]
    assert care[1:4] == ("USD 3–8", "USD 8.7", "USD 3.4"), "696.67 and 271.67 over 80 people"
    assert care[4].startswith("within; year of prices not stated")
    assert rows["women’s groups in Bangladesh at one group per 309 people"][2] == "–"
    set_sheet(writing(cast), cast.program, {"people": 10.0}, version=CostSheet.objects.get().version)
    assert published_rows(costs_of(reading(cast), cast.program))[1][4].startswith("above")


def test_published_dollars_are_not_compared_with_another_currency_without_a_rate(cast: Cast) -> None:
    cast.program.currency = "EUR"
    cast.program.save()
    make.cost_sheet(cast.program)
    make.cost_line(cast.program, currency="EUR")
    assert "no rate from USD to EUR" in published_rows(costs_of(reading(cast), cast.program))[0][4]
    make.conversion(cast.program, "USD", "EUR", 0.92)
    assert "no rate" not in published_rows(costs_of(reading(cast), cast.program))[0][4]


# Writing -------------------------------------------------------------------------------------------------------------


def test_who_saves_second_is_told_and_keeps_what_was_typed(cast: Cast, client: Client) -> None:
    line = make.cost_line(cast.program)
    change_row(writing(cast), line, {"amount": 30_000_00}, version=1)
    with pytest.raises(EditedMeanwhile):
        change_row(writing(cast), line, {"amount": 1}, version=1)
    client.force_login(cast.chitra)
    url = reverse("scalability:line", args=[cast.program.code, line.key])
    typed = {"name": "Office", "kind": "fixed", "driver": "community", "amount": "26000.50", "currency": "usd",
             "price_year": "2026", "phase": "recurrent", "years": "1", "version": "1"}  # fmt: skip
    response = client.post(url, typed)
    assert response.status_code == 422
    page = BeautifulSoup(response.content, "html.parser")
    assert "Somebody else changed" in page.select(".errors")[0].get_text()
    kept = {str(field["name"]): str(field.get("value", "")) for field in page.select("main input[name]")}
    assert (kept["amount"], kept["version"]) == ("26000.50", "2")
    assert client.post(url, typed | {"version": kept["version"]}).status_code == 303
    stored = CostLine.objects.get()
    assert (stored.amount, stored.currency, stored.version) == (26_000_50, "USD", 3)
    entry = Entry.objects.filter(action="scalability.cost.record").first()
    assert entry is not None
    assert (entry.person_name, entry.after["amount"]) == ("Chitra", 26_000_50)


def test_a_payer_that_a_line_names_is_not_removed(cast: Cast) -> None:
    fund = make.payer(cast.program)
    line = make.cost_line(cast.program, payer=fund)
    with pytest.raises(Conflict, match="names this payer"):
        remove_row(writing(cast), fund, version=1)
    remove_row(writing(cast), line, version=1)
    remove_row(writing(cast), fund, version=1)
    assert (CostLine.objects.count(), Payer.objects.count()) == (0, 0)
    kept = Entry.objects.filter(thing=str(line.key)).first()
    assert kept is not None
    assert kept.before["amount"] == 24_000_00
    with pytest.raises(EditedMeanwhile):
        change_row(writing(cast), line, {"amount": 1}, version=1)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"amount": "1.005"}, "USD has 2 decimals"),
        ({"low": "99999"}, "likely amount lies outside"),
        ({"currency": "U5D"}, "three letters"),
        ({"kind": "step"}, "how many one step serves"),
        ({"learning": "10"}, "Only what grows with volume"),
        ({"years": "0"}, "no year"),
        ({"name": "Office"}, "on the sheet"),
    ],
)
def test_what_makes_no_sense_is_refused_on_the_form(
    cast: Cast, client: Client, typed: dict[str, str], says: str
) -> None:
    make.cost_line(cast.program)
    client.force_login(cast.amina)
    first = {"name": "Radio", "kind": "fixed", "driver": "community", "amount": "24000", "currency": "USD",
             "price_year": "2026", "phase": "recurrent", "years": "1"}  # fmt: skip
    response = client.post(reverse("scalability:line_new", args=[cast.program.code]), first | typed)
    assert response.status_code == 422
    assert says in BeautifulSoup(response.content, "html.parser").select(".errors")[0].get_text()
    assert CostLine.objects.count() == 1


@pytest.mark.parametrize(
    ("table", "columns"),
    [
        (CostLine, {"amount": -1}),
        (CostLine, {"high": 1}),
        (CostLine, {"kind": "step"}),
        (CostLine, {"learning": 0.1}),
        (CostLine, {"name": ""}),
        (Payer, {"yearly": 1}),
        (Payer, {"share": 1.5}),
        (Payer, {"starts_on": date(2027, 1, 1), "ends_on": date(2026, 1, 1)}),
        (Conversion, {"value": 0}),
        (Conversion, {"aim": "2026"}),
        (Conversion, {"source": ""}),
        (CostSheet, {"groups": 0}),
    ],
)
def test_the_database_refuses_what_makes_no_sense(cast: Cast, table: Any, columns: dict[str, Any]) -> None:
    make.cost_line(cast.program)
    make.payer(cast.program)
    make.conversion(cast.program)
    make.cost_sheet(cast.program)
    with pytest.raises(IntegrityError), transaction.atomic():
        table.objects.update(**columns)


def test_who_may_not_write_is_refused_and_a_payer_of_another_program_too(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        permit(cast.erik, "scalability.cost.record", cast.program)
    other = make.payer(cast.other_program)
    with pytest.raises(BadInput, match="another program"):
        record_row(writing(cast), cast.program, CostLine, {"name": "Car", "kind": "fixed", "amount": 1, "payer": other,
                                                          "currency": "USD", "price_year": 2026})  # fmt: skip


def test_two_who_set_the_sheet_at_once_are_told(cast: Cast, sheet: CostSheet) -> None:
    with pytest.raises(EditedMeanwhile):
        set_sheet(writing(cast), cast.program, {"people": 70.0}, version=1)
    same = set_sheet(writing(cast), cast.program, {"people": 80.0}, version=1)
    assert same.version == sheet.version, "what changes nothing is not refused"


# The page ------------------------------------------------------------------------------------------------------------


def test_the_page_asks_as_many_queries_with_many_lines(cast: Cast, client: Client, sheet: CostSheet) -> None:
    client.force_login(cast.amina)
    url, counts = reverse("scalability:costs", args=[cast.program.code]), []
    for more in range(2):
        for number in range(15):
            fund = make.payer(cast.program, f"Fund {more}-{number}", share=0.01)
            make.cost_line(cast.program, f"Line {more}-{number}", payer=fund)
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            response = client.get(url)
        counts.append(len(queries))
        assert response.status_code == 200
        assert len(response.content) < 100_000
    assert counts[0] == counts[1]


def test_the_page_says_what_is_missing_before_it_shows_a_number(cast: Cast, client: Client) -> None:
    client.force_login(cast.erik)
    url = reverse("scalability:costs", args=[cast.program.code])
    page = BeautifulSoup(client.get(url).content, "html.parser")
    assert page.h1 is not None
    assert "not written down yet" in page.h1.get_text()
    assert not page.select("svg[role=img]"), "no empty chart"
    make.cost_line(cast.program)
    make.cost_sheet(cast.program)
    page = BeautifulSoup(client.get(url).content, "html.parser")
    assert len(page.select("figure svg[role=img]")) == 2
    assert "nobody knows how sure this is" in page.get_text()
    assert not page.select("main form"), "a donor reads only"
