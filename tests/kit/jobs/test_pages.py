"""The pages of background work."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from groundswell.domain.errors import Conflict
from groundswell.ground.people.models import Person, Role
from groundswell.kit.jobs import leasing
from groundswell.kit.jobs.models import Job
from groundswell.kit.jobs.progress import LEASE
from groundswell.kit.jobs.services import ask_to_stop, begin
from groundswell.kit.jobs.worker import work_until_idle
from tests.cast import Cast, permit
from tests.kit.jobs import work


def begun(cast: Cast, somebody: Person, total: int = 3, **over: Any) -> Job:
    leave = permit(somebody, "front.home.read", cast.program)
    return begin(leave, work.mark_rows, total, title=over.pop("title", "Import of reports.xlsx"), **over)


def signed_in(somebody: Person) -> Client:
    client = Client()
    client.force_login(somebody)
    return client


def read(client: Client, job: Job, **headers: Any) -> BeautifulSoup:
    answer = client.get(reverse("jobs:job", args=[job.key]), **headers)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def test_a_person_sees_the_count_and_the_sentence_while_the_page_asks_again_by_itself(cast: Cast) -> None:
    job = begun(cast, cast.amina)
    Job.objects.update(done=64000, total=100000, sentence="Comparing rows")
    html = read(signed_in(cast.amina), job)
    assert "You may close this page" in html.get_text()
    assert "Comparing rows" in html.get_text()
    assert html.select_one("progress")["value"] == "64000"
    assert html.select_one("#job")["hx-get"] == reverse("jobs:job", args=[job.key])
    assert html.select_one("noscript meta[http-equiv=refresh]")
    assert "Mothers’ groups" in html.select_one("header").get_text()


def test_htmx_gets_the_state_alone(cast: Cast) -> None:
    html = read(signed_in(cast.amina), begun(cast, cast.amina), headers={"HX-Request": "true"})
    assert html.select_one("#job")
    assert html.select_one("html") is None


def test_finished_work_shows_what_came_of_it_and_asks_no_more(cast: Cast) -> None:
    job = begun(cast, cast.amina)
    assert work_until_idle() == 1
    html = read(signed_in(cast.amina), job)
    assert "3 rows." in html.select_one("h1").get_text()
    assert html.select_one("a.btn[href='/done/']")
    assert html.select_one("meta[http-equiv=refresh]") is None
    assert not html.select_one("#job").has_attr("hx-get")
    assert html.select_one("form[action$=stop]") is None


def test_the_stop_button_stops_waiting_work_at_once(cast: Cast) -> None:
    job = begun(cast, cast.amina)
    client = signed_in(cast.amina)
    form = read(client, job).select_one("form[action$=stop]")
    answer = client.post(form["action"])
    assert (answer.status_code, answer["Location"]) == (303, reverse("jobs:job", args=[job.key]))
    assert work_until_idle() == 0
    assert "Stopped before anything was done" in read(client, job).select_one("h1").get_text()


def test_running_work_says_that_it_stops_at_the_next_step(cast: Cast) -> None:
    job = begun(cast, cast.amina)
    leasing.claim("one", LEASE)
    ask_to_stop(permit(cast.amina, "jobs.job.stop", job), job)
    job.refresh_from_db()
    assert (job.status, job.stop_requested) == (Job.RUNNING, True)
    assert "stops at the next step" in read(signed_in(cast.amina), job).select_one("h1").get_text()


def test_only_the_person_who_began_it_sees_and_stops_it(cast: Cast) -> None:
    job = begun(cast, cast.amina)
    for name, somebody in cast.everybody().items():
        client = signed_in(somebody)
        expected = {"amina": (200, 303), "zed": (404, 404)}.get(name, (403, 403))
        seen = client.get(reverse("jobs:job", args=[job.key])).status_code
        stopped = client.post(reverse("jobs:stop", args=[job.key])).status_code
        assert (seen, stopped) == expected, name


def test_the_list_holds_ones_own_work_with_a_fixed_number_of_queries(
    cast: Cast, django_assert_num_queries: Any
) -> None:
    begun(cast, cast.babu, title="Babu’s work")
    client = signed_in(cast.amina)
    counts = []
    for more in (3, 27):
        for _ in range(more):
            begun(cast, cast.amina)
        with django_assert_num_queries(5):
            html = BeautifulSoup(client.get(reverse("jobs:jobs")).content, "html.parser")
        counts.append(len(html.select("tbody tr")))
    assert counts == [3, 30]
    assert "Babu" not in html.select_one("main").get_text()


def test_the_same_work_is_not_begun_twice(cast: Cast) -> None:
    first = begun(cast, cast.amina, unique_key="import:7")
    assert begun(cast, cast.amina, unique_key="import:7") == first
    with pytest.raises(Conflict, match="Amina has begun"):
        begun(cast, cast.babu, unique_key="import:7")
    work_until_idle()
    assert begun(cast, cast.babu, unique_key="import:7") != first


def test_work_asks_the_door_again_when_it_runs(cast: Cast) -> None:
    leave = permit(cast.chitra, "front.home.read", cast.program)
    arguments = ("programs.site.change", str(cast.program.key))
    begin(leave, work.who_may, *arguments, title="First")
    work_until_idle()
    assert Job.objects.get().result == "job"
    Role.objects.filter(person=cast.chitra).delete()
    begin(leave, work.who_may, *arguments, title="Second")
    work_until_idle()
    job = Job.objects.get(title="Second")
    assert (job.status, job.error_class) == (Job.FAILED, "groundswell.domain.errors.NotFound")


def test_sentences_are_in_the_language_of_whoever_began_the_work(cast: Cast) -> None:
    with override("fr"):
        job = begun(cast, cast.amina)
    assert job.language == "fr"


def test_failed_work_says_what_stands_and_offers_to_try_again_or_go_back(cast: Cast) -> None:
    leave = permit(cast.amina, "front.home.read", cast.program)
    job = begin(leave, work.refuse, 7, title="Import", unique_key="import:7", page="/p/groups/")
    work_until_idle()
    client = signed_in(cast.amina)
    html = read(client, job)
    assert "Row 7 is empty. Fill it." in html.select_one("h1").get_text()
    assert "Nothing was saved by halves" in html.select_one(".because").get_text()
    assert "Mend what is said above" in html.select_one(".because").get_text()
    assert html.select_one("a.btn[href='/p/groups/']")
    answer = client.post(html.select_one("form[action$=again]")["action"])
    again = Job.objects.exclude(pk=job.pk).get()
    assert (answer.status_code, answer["Location"]) == (303, reverse("jobs:job", args=[again.key]))
    assert (again.status, again.title, again.page, again.unique_key) == (
        Job.WAITING,
        "Import",
        "/p/groups/",
        "import:7",
    )
    assert client.post(reverse("jobs:again", args=[again.key])).status_code == 409


def test_work_stopped_half_way_goes_on_from_where_it_stood(cast: Cast) -> None:
    job = begun(cast, cast.amina, total=4)
    Job.objects.update(status=Job.STOPPED, done=3, total=4, stood={"last": 2}, finished_at="2026-01-01T00:00Z")
    html = read(signed_in(cast.amina), job)
    assert "Try again to go on with it" in html.select_one(".because").get_text()
    signed_in(cast.amina).post(reverse("jobs:again", args=[job.key]))
    assert work_until_idle() == 1
    assert work.marks() == [3]
    assert Job.objects.get(pk=job.pk).status == Job.STOPPED


def test_a_fault_of_ours_names_the_keeper_and_finished_work_is_not_tried_again(cast: Cast) -> None:
    job = begun(cast, cast.amina)
    work_until_idle()
    assert read(signed_in(cast.amina), job).select_one("form[action$=again]") is None
    Job.objects.filter(pk=job.pk).update(status=Job.FAILED, error="It broke.", error_class="builtins.ZeroDivisionError")
    assert "tell the keeper" in read(signed_in(cast.amina), job).select_one(".because").get_text()


def test_why_work_failed_is_told_in_the_language_of_whoever_began_it(cast: Cast) -> None:
    with override("fr"):
        begin(permit(cast.amina, "front.home.read", cast.program), work.misread, "2024-13", title="Import")
    work_until_idle()
    assert "n’est pas une période" in Job.objects.get().error
