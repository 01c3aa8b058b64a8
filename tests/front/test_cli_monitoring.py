"""The monitoring commands, run as a person or a script runs them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from groundswell.front.cli import main

REFERENCE = [92, 90, 93, 91, 89, 92, 90, 91, 88, 86, 87, 84, 85, 83, 82, 80]


def write(path: Path, *lines: str) -> str:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return str(path)


def answer(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    assert main(["monitoring", *arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def series_file(path: Path) -> str:
    return write(path, "series,period,value", *(f"s0,2024-W{i:02d},{value}" for i, value in enumerate(REFERENCE, 1)))


def test_trends_of_the_reference_series_have_the_contracts_shape(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    # method.md 3.6, reference series
    (trend,) = answer(capsys, "trends", series_file(tmp_path / "s.csv"))
    assert (trend["series"], trend["n"], trend["s"]) == ("s0", 16, -93)
    assert trend["var_s"] == pytest.approx(490.3333, abs=5e-5)
    assert trend["z"] == pytest.approx(-4.15472, abs=5e-6)
    assert trend["p"] == pytest.approx(3.2568e-05, abs=5e-10)
    assert (trend["p_adjusted"], trend["adjustment"]) == (None, None)
    assert trend["tau"] == pytest.approx(-0.775)
    assert trend["sen_slope"] == pytest.approx(-0.8)
    assert trend["sen_ci"] == pytest.approx([-1.0, -0.5833], abs=5e-5)
    assert trend["intercept"] == pytest.approx(94.5)
    assert trend["per_year"] == pytest.approx(-0.8 * 365.2425 / 7)
    assert trend["pettitt"]["k"] == 64
    assert trend["pettitt"]["at"] == "2024-W08"
    assert trend["pettitt"]["p"] == pytest.approx(0.007056, abs=5e-7)


def test_series_keep_the_order_of_first_appearance_and_gaps_count_as_steps(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(
        tmp_path / "two.csv",
        "series;period;value",
        *("z;2024-01;1", "a;2024-01;5", "z;2024-02;NA", "z;2024-04;4", "z;2024-03;3", "a;2024-03;1"),
    )
    z, a = answer(capsys, "trends", path)
    assert (z["series"], z["n"], z["sen_slope"]) == ("z", 3, 1.0)
    assert (a["series"], a["n"], a["sen_slope"]) == ("a", 2, -2.0)


def test_a_series_of_one_value_is_null_with_the_reason(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(tmp_path / "s.csv", "series,period,value", "a,2024-01,1", "a,2024-02,2", "b,2024-01,7")
    b = answer(capsys, "trends", path)[1]
    assert b["p"] is None
    assert b["why"] == "Fewer than two values: no trend can be told."


@pytest.mark.parametrize(
    ("lines", "code", "said"),
    [
        (("series,period,value", "a,2024-01,many"), 2, "many"),
        (("series,period,value", "a,2024-01,1", "a,2024-01,2"), 2, "two values for one period"),
        (("series,when,value", "a,2024-01,1"), 2, "period"),
        (("series,period,value", "a,2024-01,1"), 1, "No series has two values"),
    ],
)
def test_a_file_that_cannot_be_judged_ends_with_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], lines: tuple[str, ...], code: int, said: str
) -> None:
    assert main(["monitoring", "trends", write(tmp_path / "bad.csv", *lines)]) == code
    assert said in capsys.readouterr().err


def test_air_passengers_have_the_published_seasonal_trend(
    shared_data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = (shared_data / "trends" / "AirPassengers.csv").read_text(encoding="utf-8").splitlines()
    path = write(tmp_path / "air.csv", "series,period,value", *(f"air,{line}" for line in lines[1:]))
    (air,) = answer(capsys, "trends", path, "--seasonal", "12")
    assert (air["s"], air["seasonal"]["s"]) == (8327, 784)
    assert air["seasonal"]["z"] == pytest.approx(15.5057, abs=5e-5)
    assert air["seasonal"]["slope_per_cycle"] == pytest.approx(30.236, abs=5e-4)
    assert air["adjustment"] == "hamed-rao"


def test_a_p_chart_of_juice_cans_signals_as_the_textbook_says(
    shared_data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = (shared_data / "control-charts" / "montgomery_tbl_07.03.csv").read_text(encoding="utf-8").splitlines()
    rows = [line.split(",") for line in lines[1:]]
    path = write(
        tmp_path / "cans.csv",
        "label,numerator,denominator,phase,include",
        *(f"{row[0]},{row[2]},{row[1]},{row[3]},{0 if row[0] in ('15', '23') else 1}" for row in rows),
    )
    chart = answer(capsys, "chart", path, "--type", "p")
    assert [signal["index"] for signal in chart["signals"]] == [15, 21, 23]
    first, last = chart["points"][0], chart["points"][-1]
    assert [first["centre"], first["lower"], first["upper"]] == pytest.approx([0.215, 0.0407, 0.3893], abs=5e-5)
    assert [last["centre"], last["lower"], last["upper"]] == pytest.approx([0.1097, 0, 0.2423], abs=5e-5)
    assert (first["phase"], last["phase"]) == (1, 2)


def test_a_frozen_individuals_chart_gives_limits_and_signals(
    shared_data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = (shared_data / "control-charts" / "montgomery_tbl_06.07.csv").read_text(encoding="utf-8").splitlines()
    path = write(tmp_path / "c.csv", "label,value", *(",".join(line.split(",")[:2]) for line in lines[1:]))
    chart = answer(capsys, "chart", path, "--type", "xmr", "--baseline", "20")
    point = chart["points"][0]
    assert [round(point[line], 2) for line in ("centre", "lower", "upper")] == [300.5, 279.78, 321.22]
    assert [(signal["index"], signal["rule"]) for signal in chart["signals"]] == [(39, "beyond"), (40, "beyond")]


def test_western_electric_on_a_run_chart_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(tmp_path / "c.csv", "label,value", *(f"{i},{i % 3}" for i in range(9)))
    assert main(["monitoring", "chart", path, "--type", "run", "--rules", "western-electric"]) == 2
    assert "no limits" in capsys.readouterr().err


def test_a_p_chart_without_denominators_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(tmp_path / "c.csv", "label,value", "1,0.5", "2,0.4")
    assert main(["monitoring", "chart", path, "--type", "p"]) == 2
    assert "numerator, denominator" in capsys.readouterr().err


def dilution_file(path: Path, shares: dict[int, float], n: int = 40) -> str:
    lines = ["place,wave,depth,period,indicator,numerator,denominator"]
    for wave, share in shares.items():
        for place in range(6):
            for month in range(1, 13):
                held = round(n * share) + (place + month) % 2
                lines.append(f"W{wave}-{place},{wave},{wave},2024-{month:02d},P9,{held},{n}")
    return write(path, *lines)


def lights(units: list[dict[str, Any]]) -> dict[str, str]:
    return {unit["unit"]: unit["light"] for unit in units}


def test_a_wave_far_below_the_pilot_is_red_and_one_like_it_green(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    units = answer(capsys, "dilution", dilution_file(tmp_path / "d.csv", {0: 0.9, 1: 0.88, 2: 0.55}))
    found = lights(units)
    assert (found["wave 0"], found["wave 1"], found["wave 2"]) == ("green", "green", "red")
    rules = {rule["rule"]: rule for unit in units if unit["unit"] == "wave 2" for rule in unit["rules"]}
    assert rules[1]["value"] == pytest.approx(-0.35, abs=0.001)
    assert rules[1]["interval"][1] < -0.10
    missing = {rule["rule"]: rule["why"] for unit in units if unit["unit"] == "wave 2" for rule in unit["not_judged"]}
    assert missing[7] == "No trial effect is given."


def test_the_parameter_file_moves_the_lines(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = dilution_file(tmp_path / "d.csv", {0: 0.95, 1: 0.82})
    wide = write(tmp_path / "p.toml", "margin = 0.25")
    narrow = write(tmp_path / "q.toml", "[dilution]", "margin = 0.05")
    assert lights(answer(capsys, "dilution", data, "--parameters", wide))["wave 1"] == "green"
    assert lights(answer(capsys, "dilution", data, "--parameters", narrow))["wave 1"] == "red"


@pytest.mark.parametrize(
    ("line", "said"),
    [("margin = 10", "margin"), ("margins = 0.1", "margins"), ('margin = "x"', "margin"), ("margin =", "TOML")],
)
def test_wrong_parameters_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str], line: str, said: str) -> None:
    data = dilution_file(tmp_path / "d.csv", {0: 0.9})
    assert main(["monitoring", "dilution", data, "--parameters", write(tmp_path / "p.toml", line)]) == 2
    assert said in capsys.readouterr().err


def test_nothing_to_judge_ends_with_1_and_says_what_is_missing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(tmp_path / "d.csv", "place,wave,depth,period,indicator,numerator,denominator", "A,0,0,2024-01,P9,8,10")
    assert main(["monitoring", "dilution", path]) == 1
    assert "at least 20 are needed" in capsys.readouterr().out


def test_a_wrong_period_names_its_row_and_what_to_write(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(tmp_path / "d.csv", "place,wave,depth,period,indicator,numerator,denominator", "A,0,0,2024-13,P9,8,10")
    assert main(["monitoring", "dilution", path]) == 2
    said = capsys.readouterr().err
    assert "row 2" in said
    assert "2024-13" in said
    assert "months go from 1 to 12, and this says 13" in said


def test_monitoring_commands_load_neither_django_nor_numba(tmp_path: Path) -> None:
    script = (
        "import sys; from groundswell.front.cli import main; "
        f"main(['monitoring', 'trends', {series_file(tmp_path / 's.csv')!r}]); "
        "sys.exit(bool({'django', 'numba'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False, capture_output=True).returncode == 0
