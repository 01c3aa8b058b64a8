"""The evidence commands, run as a person or a script runs them."""

from __future__ import annotations

import argparse
import json
import math
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import pytest

from groundswell.domain.errors import GroundswellError
from groundswell.domain.evidence.columns import Cell
from groundswell.front.cli import evidence, gee
from groundswell.front.cli.evidence_verdict import verdict_answer
from groundswell.front.cli.evidence_workbook import write_template
from tests.domain.evidence.womens_groups import RURAL, SIX

ADEQUATE: dict[str, tuple[Cell, str]] = {
    "package_version": ("1.0", "package"),
    "package_score": (90, "review of step 4"),
    "package_core_defined": (True, "review of step 4"),
    "data_completeness": (0.95, "routine reports"),
    "scalability_score": (80, "assessment of step 3"),
    "scalability_critical_gaps": (0, "assessment of step 3"),
    "unit_cost": (1.6, "budget"),
    "payer_months": (24, "budget law"),
    "scale_cadre": ("local facilitator", "training plan"),
    "serious_harm": (False, "trial reports"),
    "poorest_lower": (-0.2, "interaction in the trials"),
    "poorest_upper": (0.05, "interaction in the trials"),
    "fidelity": (0.85, "observed sessions"),
    "active_dose": (0.3, "trial of 2013"),
}


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    evidence.register(parser.add_subparsers())
    arguments = parser.parse_args(["evidence", *words])
    return int(arguments.run(arguments))


@pytest.fixture
def answer(capsys: pytest.CaptureFixture[str]) -> Any:
    def ask(*words: str) -> Any:
        assert run(*words, "--json") == 0
        return json.loads(capsys.readouterr().out)

    return ask


@pytest.fixture
def bcg(shared_data: Path) -> str:
    return str(shared_data / "evidence" / "meta-analysis" / "dat.bcg.txt")


def test_pooling_the_bcg_trials_gives_the_contract(answer: Any, bcg: str) -> None:
    found = answer("pool", bcg, "--measure", "RR")
    expected = {
        "estimate": -0.714532,
        "se": 0.179782,
        "se_hk": 0.180792,
        "tau2": 0.313243,
        "i2": 92.2214,
        "q": 152.23301,
    }
    assert {name: found[name] for name in expected} == pytest.approx(expected, abs=5e-5)
    assert found["p_hk"] == pytest.approx(0.00192, abs=5e-6)
    assert found["ci"] == pytest.approx([-1.066898, -0.362167], abs=1e-6)
    assert found["ci_hk"] == pytest.approx([-1.108444, -0.320621], abs=1e-6)
    assert found["prediction"] == pytest.approx([-2.009057, 0.579993], abs=1e-6)
    assert found["ratio"]["estimate"] == pytest.approx(0.489422, abs=2e-6)
    assert (found["measure"], found["method"], found["k"], found["mid"]) == ("RR", "REML", 13, pytest.approx(0.9))
    assert 0 < found["p_mid"] < found["p_benefit"] < 1
    assert math.fsum(row["weight"] for row in found["studies"]) == pytest.approx(1)
    assert set(found["studies"][0]["without"]) == {"estimate", "ci", "ci_hk"}
    assert found["studies"][0]["study"] == "Aronson"
    assert found["egger"]["p"] == pytest.approx(0.188707, abs=5e-7)


def test_moderators_stand_in_the_answer(answer: Any, bcg: str) -> None:
    found = answer("pool", bcg, "--measure", "RR", "--moderator", "ablat")
    assert [row["name"] for row in found["moderators"]] == ["intercept", "ablat"]
    assert found["moderators"][1]["estimate"] == pytest.approx(-0.0291017, abs=5e-8)
    assert found["meta_regression"]["tau2"] == pytest.approx(0.07635, abs=5e-6)


def test_mantel_haenszel_says_why_it_has_no_prediction(answer: Any, bcg: str) -> None:
    found = answer("pool", bcg, "--measure", "RR", "--method", "MH")
    assert found["ratio"]["estimate"] == pytest.approx(0.6353, abs=5e-5)
    assert found["prediction"] is None
    assert "the same everywhere" in found["why"]["prediction"]


def table(tmp_path: Path, text: str, name: str = "studies.csv") -> str:
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    return str(file)


def test_printed_intervals_are_pooled_with_their_own_df(answer: Any, tmp_path: Path) -> None:
    file = table(tmp_path, "study;estimate;lower;upper;df\nSASA!;0.48;0.16;1.39;3\nOther;0.70;0.53;0.94;\n")
    found = answer("pool", file, "--measure", "RR")
    assert math.sqrt(found["studies"][0]["vi"]) == pytest.approx(0.3397, abs=5e-5)
    assert found["prediction"] is None
    assert found["why"]["p_benefit"] == "needs three studies"
    assert found["egger"] is None
    assert [row["tau"] for row in found["sensitivity"]] == [0, 0.1, 0.2, 0.4]


def test_one_study_is_not_pooled_and_says_so(answer: Any, tmp_path: Path) -> None:
    found = answer("pool", table(tmp_path, "study,yi,vi\nA,-0.3,0.04\n"), "--measure", "GEN")
    assert (found["k"], found["ci_hk"], found["ratio"]) == (1, None, None)
    assert found["why"]["ci_hk"] == "needs two studies"
    assert found["studies"][0]["without"] is None


def test_benefit_high_turns_the_probabilities_round(answer: Any, tmp_path: Path) -> None:
    file = table(tmp_path, "study,yi,vi\nA,-0.3,0.04\nB,-0.2,0.02\nC,-0.5,0.03\n")
    low, high = answer("pool", file, "--measure", "GEN"), answer("pool", file, "--measure", "GEN", "--benefit", "high")
    assert low["p_benefit"] == pytest.approx(1 - high["p_benefit"])
    assert "give --mid" in low["why"]["p_mid"]


def test_studies_without_events_are_left_out_and_named(answer: Any, tmp_path: Path) -> None:
    file = table(tmp_path, "study,ai,n1i,ci,n2i\nA,0,50,0,50\nB,3,50,0,50\nC,3,50,9,50\nD,NA,50,9,50\n")
    found = answer("pool", file, "--measure", "OR")
    assert found["k"] == 2
    told = " ".join(found["warnings"])
    assert "A (row 2) is left out" in told
    assert "B: an arm has an empty cell" in told
    assert "D (row 5) is left out: ai is missing" in told


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("study,ai,n1i,ci,n2i\nA,60,50,1,50\n", "row 2, field ai"),
        ("study,yi,vi\nA,x,1\n", "“x” is not a number"),
        ("study,yi,vi\nA,0.1,0\n", "not above 0"),
        ("study,height\nA,1\n", "has no columns"),
        ("study,estimate,lower,upper\nA,0.5,0.6,0.9\n", "outside 0.6 to 0.9"),
    ],
)
def test_what_cannot_be_used_is_refused_with_its_place(tmp_path: Path, text: str, sentence: str) -> None:
    with pytest.raises(GroundswellError, match=sentence) as refused:
        run("pool", table(tmp_path, text), "--measure", "OR")
    assert refused.value.exit_code == 2


def test_nothing_to_pool_cannot_be_judged(tmp_path: Path) -> None:
    with pytest.raises(GroundswellError, match="No study") as refused:
        run("pool", table(tmp_path, "study,ai,n1i,ci,n2i\nA,0,50,0,50\n"), "--measure", "OR")
    assert refused.value.exit_code == 1


CLUSTERS = "arm,cluster,n,events\n" + "".join(
    f"{arm},{arm}-{i},{n},{d}\n"
    for arm, sizes, events in (
        (0, (270, 307, 303, 289, 301, 274), (14, 29, 1, 21, 21, 19)),
        (1, (265, 250, 294, 293, 259, 300), (5, 11, 3, 9, 17, 6)),
    )
    for i, (n, d) in enumerate(zip(sizes, events, strict=True))
)


def test_comparing_clusters_gives_the_contract(answer: Any, tmp_path: Path) -> None:
    found = answer("compare", table(tmp_path, CLUSTERS))
    assert found["clusters"] == {"0": 6, "1": 6}
    assert found["recommended"] == "cluster_t"
    assert found["methods"]["cluster_t"]["p"] == pytest.approx(0.0877, abs=5e-5)
    assert found["methods"]["paired_t"] is None
    assert found["methods"]["did_t"] is None
    assert found["methods"]["individual"]["why"] == "ignores the clusters; never recommended"
    assert found["methods"]["permutation"]["p"] == pytest.approx(84 / 924)


def test_the_corrected_gee_does_not_fall_into_the_trap(answer: Any, tmp_path: Path) -> None:
    pytest.importorskip("statsmodels")
    found = answer("compare", table(tmp_path, CLUSTERS))["methods"]["gee_mancl_derouen"]
    assert found["df"] == 10
    assert 0.09 < found["p"] < 0.12


SET_A = {
    0: {"n": (310, 280, 295, 330, 260, 305), "events": (14, 9, 15, 12, 11, 16)},
    1: {"n": (300, 290, 315, 275, 325, 285), "events": (8, 10, 7, 6, 12, 5)},
}
"""Reference set A of the method, 3.1: no variance between clusters beyond chance."""


def test_reference_set_a_by_gee_and_by_the_quasi_binomial_model(answer: Any, tmp_path: Path) -> None:
    """Method 3.1: GEE, exchangeable, beta -.48614, se .13298; quasi-binomial phi .56646."""
    api = pytest.importorskip("statsmodels.api")
    people = np.array([n for arm in SET_A.values() for n in arm["n"]])
    events = np.array([d for arm in SET_A.values() for d in arm["events"]])
    arms = np.repeat([0, 1], 6)
    rows = "".join(f"{a},{i},{n},{d}\n" for i, (a, n, d) in enumerate(zip(arms, people, events, strict=True)))
    found = answer("compare", table(tmp_path, "arm,cluster,n,events\n" + rows))["methods"]["gee_mancl_derouen"]
    assert found["estimate"] == pytest.approx(-0.48614, abs=1e-5)
    had = np.concatenate([np.arange(n) < d for n, d in zip(people, events, strict=True)]).astype(float)
    design = np.column_stack([np.ones(len(had)), np.repeat(arms, people)])
    model = api.GEE(
        had, design, groups=np.repeat(np.arange(12), people),
        family=api.families.Binomial(), cov_struct=api.cov_struct.Exchangeable(),
    )  # fmt: skip
    fitted = model.fit()
    assert (fitted.params[1], fitted.bse[1]) == pytest.approx((found["estimate"], 0.13298), abs=1e-5)
    assert found["se"] > fitted.bse[1]
    counts = np.column_stack([events, people - events])
    by_cluster = np.column_stack([np.ones(12), arms])
    quasi = api.GLM(counts, by_cluster, family=api.families.Binomial()).fit()
    assert quasi.pearson_chi2 / quasi.df_resid == pytest.approx(0.56646, abs=5e-6)


def test_without_the_extra_the_gee_says_what_it_needs(
    answer: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gee.importlib.util, "find_spec", lambda name: None)
    found = answer("compare", table(tmp_path, CLUSTERS))
    assert found["methods"]["gee_mancl_derouen"] == {"why": "not computed: needs groundswell[analysis]"}


def test_difference_in_differences_needs_the_first_period_after_the_start(answer: Any, tmp_path: Path) -> None:
    rows = "".join(
        f"{a},{a}{i},{p},{10 + i + p * (1 - 2 * a) + i * p / 10}\n" for a in (0, 1) for i in range(4) for p in range(4)
    )
    file = table(tmp_path, "arm,cluster,period,value\n" + rows)
    assert answer("compare", file)["methods"]["did_t"] is None
    found = answer("compare", file, "--post", "2")
    assert found["recommended"] == "did_t"
    assert found["methods"]["did_t"]["estimate"] == pytest.approx(-4)


def test_an_arm_that_is_neither_0_nor_1_is_refused_with_its_row(tmp_path: Path) -> None:
    with pytest.raises(GroundswellError, match="row 2, field arm"):
        run("compare", table(tmp_path, "arm,cluster,n,events\n2,a,10,1\n"))


def test_the_reference_plan_needs_22_clusters(answer: Any) -> None:
    found = answer(
        "plan", "--control", ".04", "--effect", ".028", "--cluster-size", "300", "--k", ".25", "--power", ".8"
    )
    assert found == {"clusters_per_arm": 22, "exact": pytest.approx(21.04, abs=5e-3)}


def test_the_template_has_three_sheets_with_units_words_and_an_example(tmp_path: Path) -> None:
    out = tmp_path / "verdict.xlsx"
    assert run("template", str(out)) == 0
    book = openpyxl.load_workbook(out)
    assert book.sheetnames == ["studies", "risk_of_bias", "inputs"]
    headers = [cell.value for cell in book["studies"][1]]
    assert {"study", "context", "design", "clusters_treated", "estimate", "df", "package_version"} <= set(headers)
    guidance = [[cell.value for cell in row] for row in book["studies"].iter_rows(min_row=2, max_row=4)]
    assert "cluster randomised" in guidance[1][headers.index("design")]
    assert "fraction" in guidance[1][headers.index("dose_coverage")]
    assert guidance[2][headers.index("study")] == "· Tripathy 2010"


def test_an_untouched_template_is_not_yet_and_says_that_nothing_is_recorded(tmp_path: Path) -> None:
    out = tmp_path / "verdict.xlsx"
    run("template", str(out))
    found = verdict_answer(str(out), "all", date(2026, 11, 30))
    assert found["verdict"] == "not yet"
    assert found["vetoes"] == []


def test_what_is_written_into_the_template_comes_back_as_the_verdict(answer: Any, tmp_path: Path) -> None:
    out = tmp_path / "verdict.xlsx"
    write_template(out, SIX, ADEQUATE)
    rural = answer("verdict", str(out), "--context", "rural", "--on", "2026-11-30")
    assert (rural["verdict"], rural["lapses"], rural["conditions"]) == ("ready", "2028-11-30", [])
    assert rural["certainty"]["grade"] == "high"
    assert rural["pooled"]["natural"] == pytest.approx(0.6915, abs=5e-5)
    assert rural["sources"]["unit_cost"] == "budget"
    together = answer("verdict", str(out), "--context", "all")
    assert together["verdict"] == "with research"
    assert together["pooled"]["ci_natural"] == pytest.approx([0.5682, 1.0920], abs=5e-5)
    slum = answer("verdict", str(out), "--context", "Urban Slum")
    assert slum["verdict"] == "not yet"
    assert [veto["code"] for veto in slum["vetoes"]] == ["VETO-harm"]
    assert {"code", "text", "met", "value", "needed"} == set(slum["reasons"][0])


def test_a_person_fills_the_template_in_a_spreadsheet(tmp_path: Path) -> None:
    out = tmp_path / "verdict.xlsx"
    run("template", str(out))
    book = openpyxl.load_workbook(out)
    sheet = book["studies"]
    headers = {cell.value: cell.column for cell in sheet[1]}
    row = {"study": "Mine", "context": "coast", "design": "before-after", "measure": "RR", "estimate": 0.4}
    for down, name in enumerate(("first", "second")):
        for header, value in (row | {"study": name, "lower": 0.2, "upper": 0.8}).items():
            sheet.cell(row=5 + down, column=headers[header], value=value)
    book.save(out)
    found = verdict_answer(str(out), "coast", date(2026, 11, 30))
    assert found["verdict"] == "not yet"
    assert [veto["code"] for veto in found["vetoes"]] == ["VETO-comparison", "VETO-certainty"]
    assert any("no comparison group" in warning for warning in found["warnings"])


def test_a_wrong_word_in_the_workbook_is_refused_with_sheet_row_and_field(tmp_path: Path) -> None:
    out = tmp_path / "verdict.xlsx"
    write_template(out, RURAL, ADEQUATE | {"package_core_defined": ("perhaps", "")})
    with pytest.raises(GroundswellError, match="sheet inputs, row 7, field value, value “perhaps”"):
        run("verdict", str(out), "--context", "rural")


def test_an_unknown_context_names_the_known_ones(tmp_path: Path) -> None:
    out = tmp_path / "verdict.xlsx"
    write_template(out, SIX)
    with pytest.raises(GroundswellError, match="rural, urban slum"):
        run("verdict", str(out), "--context", "moon")


def test_studies_alone_may_come_as_csv_and_nothing_else_is_recorded(answer: Any, tmp_path: Path) -> None:
    text = "study,context,design,measure,estimate,lower,upper\nA,rural,cluster randomised,OR,0.7,0.53,0.94\n"
    found = answer("verdict", table(tmp_path, text), "--context", "rural")
    assert found["verdict"] == "not yet"
    assert any("nothing else is recorded" in warning for warning in found["warnings"])


def test_the_evidence_commands_load_no_django(tmp_path: Path) -> None:
    code = (
        "import sys, argparse\n"
        "from groundswell.front.cli import evidence, evidence_pool, evidence_compare, evidence_verdict\n"
        "sys.exit(any(name.split('.')[0] == 'django' for name in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], check=False, cwd=tmp_path)
    assert done.returncode == 0
