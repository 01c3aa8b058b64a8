"""Monthly reports: what the form asks, what it warns of, what is late."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from groundswell.domain.errors import BadInput
from groundswell.domain.monitoring.periods import PeriodKind, parse_period, period_of
from groundswell.during.monitoring.models import Report, Value
from groundswell.during.monitoring.models.entries import NewValue
from groundswell.during.monitoring.selectors.areas import tree_of
from groundswell.during.monitoring.selectors.completeness import reports_in, working_in
from groundswell.during.monitoring.selectors.reports import due_reports, periods_due
from groundswell.during.monitoring.services import record_report
from groundswell.ground.journal.models import Entry
from tests import make
from tests.cast import Cast, owner_permit, permit
from tests.during.monitoring.scenes import head, visit, words


def form(cast: Cast, period: str = "2026-02") -> str:
    return reverse("monitoring:report", args=[cast.program.code, cast.community.key, period])


@pytest.fixture
def asked(cast: Cast) -> Cast:
    make.indicator(cast.program, "P9", position=1)
    make.indicator(cast.program, "P8", position=2)
    make.site(cast.program, cast.community, started_on=date(2025, 1, 1))
    return cast


def test_what_two_indicators_count_is_asked_once_with_the_last_answer(asked: Cast, client: Client) -> None:
    make.value(make.indicator(asked.program), asked.community, "2026-01", 7, 9)
    page = visit(client, asked.dewi, form(asked))
    labels = [label.get_text(strip=True) for label in page.select("label")]
    assert labels[:3] == [
        "1. Sessions observed",
        "2. Observed sessions scoring 80 % or more",
        "3. Mean fidelity score of observed sessions",
    ]
    assert "Jan 2026: 9" in words(page)


def test_a_sent_report_is_stored_and_counts_as_come(asked: Cast, client: Client) -> None:
    client.force_login(asked.dewi, backend="django.contrib.auth.backends.ModelBackend")
    answer = client.post(form(asked), {"P9-denominator": "10", "P9-numerator": "8", "P8-value": "85", "words": "Rain."})
    assert answer.status_code == 303
    values = {value.indicator.code: value for value in Value.objects.select_related("indicator", "entered_by")}
    assert (values["P9"].numerator, values["P9"].denominator, values["P8"].value) == (8, 10, 0.85)
    assert values["P9"].entered_by == asked.dewi
    report = Report.objects.get()
    assert (report.state, report.note, report.submitted_by) == ("sent", "Rain.", asked.dewi)
    assert Entry.objects.filter(action="monitoring.report.send", person_name="Dewi").exists()


def test_a_part_larger_than_its_whole_needs_a_reason_and_nothing_is_lost(asked: Cast, client: Client) -> None:
    client.force_login(asked.dewi, backend="django.contrib.auth.backends.ModelBackend")
    sent = {"P9-denominator": "10", "P9-numerator": "12"}
    answer = client.post(form(asked), sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "12 is more than 10 sessions observed." in page
    assert "Nothing is lost" in page
    assert 'value="12"' in page
    assert not Value.objects.exists()
    assert client.post(form(asked), sent | {"reason": "Two were held twice."}).status_code == 303
    assert Report.objects.get().reason == "Two were held twice."


def test_a_value_far_from_the_months_before_is_pointed_out(asked: Cast, client: Client) -> None:
    quality = make.indicator(asked.program)
    for month in range(1, 9):
        make.value(quality, asked.community, f"2025-{month:02}", 80 + month % 3, 100)
    client.force_login(asked.dewi, backend="django.contrib.auth.backends.ModelBackend")
    answer = client.post(form(asked, "2025-09"), {"P9-denominator": "100", "P9-numerator": "20"})
    assert answer.status_code == 422
    assert "20 % is far from the usual 81 %" in answer.content.decode()


def test_a_share_of_few_is_never_called_far_off(asked: Cast, client: Client) -> None:
    quality = make.indicator(asked.program)
    for month in range(1, 9):
        make.value(quality, asked.community, f"2025-{month:02}", 1, 1)
    client.force_login(asked.dewi, backend="django.contrib.auth.backends.ModelBackend")
    assert client.post(form(asked, "2025-09"), {"P9-denominator": "1", "P9-numerator": "0"}).status_code == 303


def test_a_draft_is_kept_as_typed_and_is_no_report(asked: Cast, client: Client) -> None:
    client.force_login(asked.dewi, backend="django.contrib.auth.backends.ModelBackend")
    assert client.post(form(asked), {"P9-denominator": "ten", "later": "1"}).status_code == 303
    assert not Value.objects.exists()
    page = visit(client, asked.dewi, form(asked))
    field = page.find("input", {"name": "P9-denominator"})
    assert field is not None
    assert field["value"] == "ten"


def test_zero_and_empty_are_not_the_same(asked: Cast, client: Client) -> None:
    client.force_login(asked.dewi, backend="django.contrib.auth.backends.ModelBackend")
    client.post(form(asked), {"P9-denominator": "4", "P9-numerator": "0", "P8-value": ""})
    values = {value.indicator.code: value for value in Value.objects.select_related("indicator")}
    assert (values["P9"].numerator, values["P8"].value, values["P8"].denominator) == (0, None, 4)


def test_an_empty_report_is_refused(asked: Cast, client: Client) -> None:
    client.force_login(asked.dewi, backend="django.contrib.auth.backends.ModelBackend")
    answer = client.post(form(asked), {})
    assert answer.status_code == 422
    assert "holds no number" in answer.content.decode()


def test_a_donor_reads_the_form_but_cannot_send_it(asked: Cast, client: Client) -> None:
    page = visit(client, asked.erik, form(asked))
    assert page.find("button", string="Send report") is None
    assert client.post(form(asked), {"P9-numerator": "1"}).status_code == 403


def test_a_period_that_has_not_begun_cannot_be_reported(asked: Cast) -> None:
    later = period_of(PeriodKind.MONTH, timezone.localdate() + timedelta(days=62))
    dewi = permit(asked.dewi, "monitoring.report.send", asked.program)
    with pytest.raises(BadInput, match="has not begun"):
        record_report(dewi, asked.program, asked.community, later, [NewValue("P9", asked.community.pk, later, 1, 2)])


def test_late_reports_stand_first(asked: Cast, client: Client) -> None:
    second = make.place("Far Mill", asked.district)
    make.site(asked.program, second, started_on=date(2025, 1, 1))
    newest, *_older, oldest = periods_due()
    make.report(asked.program, second, oldest.label)
    due = due_reports(owner_permit("monitoring.value.read", asked.program), asked.program, asked.country, periods_due())
    assert due[0].name == "Mile Nine"
    assert due[0].period == oldest.label
    assert due[-1].state == "sent"
    page = visit(client, asked.amina, reverse("monitoring:reports", args=[asked.program.code]))
    assert "late" in head(page)
    assert newest.label not in {row.period for row in due if row.state == "sent"}


def test_a_place_owes_reports_from_its_start_to_its_stop_only(cast: Cast) -> None:
    months = [parse_period(f"2025-{month:02}") for month in range(1, 7)]
    make.site(cast.program, cast.community, started_on=date(2025, 2, 10), stopped_on=date(2025, 4, 5))
    make.report(cast.program, cast.community, "2025-02", days=3)
    make.report(cast.program, cast.community, "2025-03", days=40)
    make.report(cast.program, cast.community, "2025-06", days=3)
    tree = tree_of(owner_permit("monitoring.value.read", cast.program), cast.program, cast.country)
    sites = working_in(cast.program, cast.country)
    counts = reports_in(cast.program, cast.country, tree, sites, months).of()
    assert (counts.expected, counts.received, counts.on_time) == (3, 2, 1)


def test_without_recorded_places_each_that_ever_reported_is_expected(cast: Cast) -> None:
    months = [parse_period(f"2025-{month:02}") for month in range(1, 5)]
    make.report(cast.program, cast.community, "2025-02", days=None)
    make.report(cast.program, cast.community, "2025-04", days=None)
    tree = tree_of(owner_permit("monitoring.value.read", cast.program), cast.program, cast.country)
    counts = reports_in(cast.program, cast.country, tree, [], months).of()
    assert (counts.expected, counts.received, counts.on_time) == (3, 2, 0)
