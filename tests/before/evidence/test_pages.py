"""The pages of the evidence: whole, without scripts, for whoever may see them."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from groundswell.before.evidence.models import CertaintyStep, KnownStudy, Question, Study
from groundswell.ground.journal.models import Entry
from groundswell.ground.people.models import Person
from tests import make
from tests.before.evidence.trials import BOLIVIA, SIX
from tests.cast import Cast

HERE = "/p/groups/evidence/"
RESULT = {"estimate": "0.70", "lower": "0.53", "upper": "0.94", "level": "95"}
ANSWERS = {
    "name": "Nepal 2004",
    "design": "cluster randomised",
    "allocation": "cluster",
    "measure": "OR",
    "counts": "on",
}


def visit(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def read(response: Any) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def words(soup: Any) -> str:
    return " ".join(soup.get_text(" ").split())


@pytest.fixture
def six(cast: Cast) -> Cast:
    for value in SIX:
        make.study(cast.program, value)
    return cast


def test_the_heading_is_the_finding_and_every_study_stands_under_the_plot(six: Cast) -> None:
    soup = read(visit(six.erik).get(HERE))
    (h1,) = soup.find_all("h1")
    assert words(h1).endswith("The approach may bring a better outcome, but “no effect” is not excluded")
    rows = [words(head) for head in soup.select("section[aria-labelledby=studies] tbody th")]
    assert set(rows) == {value.id for value in SIX}
    assert len(soup.select("#trials")) == 1
    assert "Egger's test needs 10 studies; there are 6." in words(soup)
    assert "The result hangs on one study: India, Mumbai 2012" in words(soup)


def test_a_context_is_chosen_in_the_address(six: Cast) -> None:
    soup = read(visit(six.erik).get(HERE, {"context": "rural"}))
    assert "All 5 studies point to" in words(soup)
    assert soup.select_one("select[name=context] option[selected]")["value"] == "rural"  # type: ignore[index]


def test_before_the_first_study_the_page_says_what_it_takes(cast: Cast) -> None:
    soup = read(visit(cast.amina).get(HERE))
    assert words(soup.h1).endswith("No study is recorded yet")
    assert soup.select_one(f"a.btn[href='{HERE}studies/new/']")


def test_who_may_only_read_sees_no_button_that_would_refuse(six: Cast) -> None:
    assert not read(visit(six.erik).get(HERE)).select(f"a[href='{HERE}studies/new/']")
    assert visit(six.erik).get(f"{HERE}studies/new/").status_code == 403
    assert visit(six.zed).get(HERE).status_code == 404


def test_a_study_is_recorded_by_a_plain_form(cast: Cast) -> None:
    client = visit(cast.chitra)
    answers = ANSWERS | RESULT | {"risk allocation": "low", "because allocation": "by lot", "dose_coverage": "8"}
    response = client.post(f"{HERE}studies/new/", answers)
    assert response.status_code == 303
    study = Study.objects.get()
    assert (study.estimate, study.dose_coverage, study.level) == (0.70, 0.08, 0.95)
    assert study.risks.get().because == "by lot"
    assert "0.70 (0.53–0.94)" in words(read(client.get(response["Location"])).h1)


def test_a_form_that_cannot_be_used_comes_back_with_everything_typed(cast: Cast) -> None:
    response = visit(cast.amina).post(
        f"{HERE}studies/new/", ANSWERS | {"estimate": "0.7", "lower": "0.9", "upper": "0.5"}
    )
    soup = read(response)
    assert response.status_code == 422
    assert soup.title is not None
    assert soup.title.text.startswith("Error:")
    assert "The upper limit must be above the lower limit." in words(soup.select_one("[role=alert]"))
    assert soup.select_one("input[name=name]")["value"] == "Nepal 2004"  # type: ignore[index]
    assert not Study.objects.exists()


def test_checking_first_shows_what_does_not_fit_and_saves_nothing(cast: Cast) -> None:
    answers = ANSWERS | {"estimate": "0.63", "lower": "0.32", "upper": "0.94", "level": "95", "check": "1"}
    said = words(read(visit(cast.amina).post(f"{HERE}studies/new/", answers)))
    assert "Wrong scale?" in said
    assert not Study.objects.exists()


def test_a_study_that_analysed_people_instead_of_clusters_is_marked_on_its_page(cast: Cast) -> None:
    study = make.study(cast.program, clusters_respected=False)
    said = words(read(visit(cast.erik).get(f"{HERE}studies/{study.key}/")))
    assert "clusters were allocated, but people were analysed as if independent" in said


def test_an_edit_that_meets_another_edit_keeps_what_was_typed(cast: Cast) -> None:
    study = make.study(cast.program, SIX[0])
    url = f"{HERE}studies/{study.key}/change/"
    client = visit(cast.amina)
    first = ANSWERS | RESULT | {"name": study.name, "version": "1", "context": "hills"}
    assert client.post(url, first).status_code == 303
    response = client.post(url, first | {"context": "plains"})
    soup = read(response)
    assert response.status_code == 422
    assert "context: theirs hills, yours plains" in words(soup)
    assert soup.select_one("input[name=context]")["value"] == "plains"  # type: ignore[index]
    again = first | {"context": "plains", "version": soup.select_one("input[name=version]")["value"]}  # type: ignore[index]
    assert client.post(url, again).status_code == 303
    assert Study.objects.get().context == "plains"


def test_clusters_are_pasted_and_analysed_by_every_method(cast: Cast) -> None:
    study = make.study(cast.program)
    zero = zip((310, 280, 295, 330, 260, 305), (14, 9, 15, 12, 11, 16), strict=True)
    one = zip((300, 290, 315, 275, 325, 285), (8, 10, 7, 6, 12, 5), strict=True)
    lines = ["arm\tcluster\tn\tevents"]
    lines += [f"{arm}\t{arm}-{n}\t{n}\t{d}" for arm, rows in ((0, zero), (1, one)) for n, d in rows]
    client = visit(cast.chitra)
    response = client.post(f"{HERE}studies/{study.key}/clusters/", {"table": "\n".join(lines)})
    assert response.status_code == 303
    said = words(read(client.get(response["Location"])))
    assert "The arms differ: 6 clusters with the approach against 6 without" in said
    assert "−0.0166 (−0.0267 to −0.0066)" in said  # method 3.1, set A: .006552–.026656
    taken = client.post(f"{HERE}studies/{study.key}/adopt/", {"method": "cluster_t_log", "version": "1"})
    assert "Risk ratio 0.60 (0.44–0.83)" in words(read(client.get(taken["Location"])).h1)


def test_a_refused_cluster_is_named_by_row_and_field(cast: Cast) -> None:
    study = make.study(cast.program)
    upload = SimpleUploadedFile("c.csv", b"arm,cluster,n,events\n1,Mile Nine,100,3\n0,Old Ford,many,2\n2,Far,10,1\n")
    response = visit(cast.chitra).post(f"{HERE}studies/{study.key}/clusters/", {"file": upload})
    said = words(read(response).select_one("[role=alert]"))
    assert response.status_code == 422
    assert "Row 3, field n: “many” is not a number." in said
    assert study.clusters.count() == 0


def test_a_table_without_a_needed_column_says_which(cast: Cast) -> None:
    study = make.study(cast.program)
    response = visit(cast.chitra).post(f"{HERE}studies/{study.key}/clusters/", {"table": "arm;village\n1;Mile Nine"})
    said = words(read(response))
    assert "Row 1: column “village” is not known." in said
    assert "Row 1: column “cluster” is missing." in said


def test_a_known_study_is_noted_and_then_entered(cast: Cast) -> None:
    client = visit(cast.amina)
    assert client.post(f"{HERE}known/", {"name": "Bangladesh 2010", "said": "no effect"}).status_code == 303
    known = KnownStudy.objects.get()
    form = read(client.get(f"{HERE}studies/new/?known={known.key}"))
    assert form.select_one("input[name=name]")["value"] == "Bangladesh 2010"  # type: ignore[index]
    client.post(f"{HERE}studies/new/?known={known.key}", ANSWERS | RESULT)
    assert KnownStudy.objects.get().entered_as == Study.objects.get()


def test_certainty_is_confirmed_on_its_page_and_an_unexplained_change_refused(six: Cast) -> None:
    client = visit(six.chitra)
    url = f"{HERE}certainty/"
    assert client.post(url, {"question": "Risk of bias", "change": "0"}).status_code == 303
    assert CertaintyStep.objects.get().by == six.chitra
    refused = client.post(url, {"question": "Inconsistency", "change": "-1"})
    assert refused.status_code == 422
    assert "without words" in words(read(refused))
    assert visit(six.erik).post(url, {"question": "Risk of bias", "change": "0"}).status_code == 403


def test_the_question_decides_the_words_of_the_finding(six: Cast) -> None:
    client = visit(six.amina)
    answers = {"benefit": "low", "better_words": "fewer newborn deaths", "mid": "0.8", "version": "0"}
    assert client.post(f"{HERE}question/", answers).status_code == 303
    assert Question.objects.get().mid == 0.8
    assert "fewer newborn deaths" in words(read(client.get(HERE)).h1)
    assert client.post(f"{HERE}question/", answers | {"mid": "0.7"}).status_code == 422


def test_the_words_of_the_question_are_read_in_the_readers_language(six: Cast) -> None:
    client = visit(six.amina)
    form = read(client.get(f"{HERE}question/"))
    assert form.select_one("details input[name=better_words_ar]")["lang"] == "ar"
    answers = {"benefit": "low", "better_words": "fewer newborn deaths", "better_words_fr": "moins de décès",
               "outcome_fr": "décès", "version": "0"}  # fmt: skip
    assert client.post(f"{HERE}question/", answers).status_code == 303
    stored = Question.objects.get()
    assert (stored.better_names, stored.outcome_names) == ({"fr": "moins de décès"}, {"fr": "décès"})
    assert Entry.objects.latest("pk").after["better_names"] == {"fr": "moins de décès"}
    told = words(read(client.get(HERE, headers={"Accept-Language": "fr"})).main)
    assert "moins de décès" in told
    assert "fewer newborn deaths" not in told
    assert read(client.get(f"{HERE}question/")).select_one("input[name=better_words_fr]")["value"] == "moins de décès"
    Question.objects.update(better_names={"fr": "moins de décès", "pt": "menos mortes"})
    emptied = answers | {"better_words_fr": "", "version": "1"}
    assert client.post(f"{HERE}question/", emptied).status_code == 303
    assert Question.objects.get().better_names == {"pt": "menos mortes"}


def test_a_withdrawn_study_is_listed_with_its_reason(cast: Cast) -> None:
    study = make.study(cast.program, BOLIVIA)
    client = visit(cast.amina)
    assert client.post(f"{HERE}studies/{study.key}/withdraw/", {"reason": "Counted twice."}).status_code == 303
    assert "Counted twice." in words(read(client.get(HERE)))


def test_a_paper_is_attached_to_its_study(cast: Cast) -> None:
    study = make.study(cast.program)
    paper = SimpleUploadedFile("paper.pdf", b"%PDF-1.7\n%real enough")
    client = visit(cast.chitra)
    response = client.post(f"{HERE}studies/{study.key}/attach/", {"file": paper, "title": "The paper"})
    assert response.status_code == 303
    assert "The paper" in words(read(client.get(response["Location"])))


def test_the_next_evaluation_is_counted_as_the_method_prints_it(cast: Cast) -> None:
    """Method 3.1: π0 .04, π1 .028, m 300, k .25, 80 % gives 21.04, so 22."""
    asked = {"control": "4", "effect": "2.8", "cluster_size": "300", "k": "0.25", "power": "80", "alpha": "5"}
    said = words(read(visit(cast.dewi).get(f"{HERE}sample-size/", asked)))
    assert "The next evaluation needs 22 clusters per arm" in said
    assert "= 21.04" in said


@pytest.mark.parametrize("count", [3, 30])
def test_the_page_takes_a_fixed_number_of_queries(cast: Cast, count: int, django_assert_num_queries: Any) -> None:
    for _number in range(count):
        make.study(cast.program)
    client = visit(cast.amina)
    client.get(HERE)
    with django_assert_num_queries(20, exact=False):
        assert client.get(HERE).status_code == 200


def test_a_study_of_another_program_is_not_found_under_this_one(cast: Cast) -> None:
    study = make.study(cast.other_program)
    assert visit(cast.amina).get(f"{HERE}studies/{study.key}/").status_code == 404
