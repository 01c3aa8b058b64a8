"""Real sheets fit no template: each is guessed, asked about where unsure, and read without losing a cell."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from pathlib import Path

import pytest

from groundswell.across.exchange.formats.mapping import (
    SheetMapping,
    ValueColumn,
    open_questions,
    signature,
)
from groundswell.across.exchange.formats.mapping_apply import apply_mapping
from groundswell.across.exchange.formats.mapping_file import mapping_from_toml, mapping_to_toml
from groundswell.across.exchange.formats.mapping_guess import Known, guess_mapping
from groundswell.across.exchange.formats.mapping_words import mapping_sentences
from groundswell.across.exchange.formats.rows import ValuesRead
from groundswell.across.exchange.formats.tables import Table, read_table, table_from_bytes
from groundswell.domain.errors import BadInput

EBOLA = "health-series/sierra-leone-ebola-daily"


def sheet(text: str, name: str = "x.csv") -> Table:
    return table_from_bytes(text.encode(), name=name)


def filled_cells(table: Table, *without: str) -> int:
    places = [place for place, header in enumerate(table.headers) if header not in without]
    return sum(1 for row in table for place in places if row.values[place] is not None)


# ---- the real files


def test_vietnam_keeps_its_gaps_as_gaps(shared_data: Path) -> None:
    table = read_table(shared_data / "health-series/vietnam_dengue_monthly_1994_2010.csv")
    mapping = guess_mapping(table)
    assert (mapping.place, mapping.period) == ("location", ("time_period",))
    assert not open_questions(mapping, table)
    found = apply_mapping(table, mapping)
    assert not found.refused
    cases = [row for row in found.rows if row.indicator == "disease_cases"]
    assert len(cases) == 11_571 - 647
    assert found.gaps == {"disease_cases": 647}
    assert sum(row.value or 0 for row in cases) == 1_170_464
    assert len({row.place for row in found.rows}) == 57
    assert len({row.period for row in found.rows}) == 203


def test_brazil_is_read_whole_with_its_holes(shared_data: Path) -> None:
    table = read_table(shared_data / "health-series/brazil_states_dengue_monthly.csv")
    found = apply_mapping(table, guess_mapping(table))
    cases = [row for row in found.rows if row.indicator == "disease_cases"]
    assert (len(table), len(cases), len({row.place for row in cases})) == (4372, 4372, 23)
    assert sum(row.value or 0 for row in cases) == 9_333_407
    assert not found.refused
    assert not found.gaps


def test_nfhs_rounds_are_asked_for_then_read_with_their_flags(shared_data: Path) -> None:
    table = read_table(shared_data / "coverage-surveys/india_nfhs_district_factsheets_BR_JK.csv")
    mapping = guess_mapping(table)
    assert (mapping.place, mapping.parents, mapping.indicator) == ("district", ("state",), "Indicator")
    assert open_questions(mapping, table) == ("Which period is “NFHS5”?", "Which period is “NFHS4”?")
    with pytest.raises(BadInput, match="Which period is “NFHS5”"):
        apply_mapping(table, mapping)
    found = apply_mapping(table, replace(mapping, periods=(("NFHS5", "2020"), ("NFHS4", "2016"))))
    assert not found.refused
    assert {row.period for row in found.rows} == {"2020", "2016"}
    flags = Counter((row.period, row.flag) for row in found.rows if row.flag)
    assert flags == {
        ("2020", "Based on 25-49 unweighted cases"): 248,
        ("2020", "Percentage not shown; based on fewer than 25 unweighted cases"): 189,
        ("2016", "Based on 25-49 unweighted cases"): 208,
        ("2016", "Percentage not shown; based on fewer than 25 unweighted cases"): 126,
    }
    withheld = [row for row in found.rows if row.value is None]
    assert len(withheld) == 189 + 126
    assert all("not shown" in row.flag for row in withheld)
    values = [row for row in found.rows if row.value is not None]
    assert len(values) == 2 * 6032 - 189 - 1634
    assert len(values) + len(withheld) + sum(found.gaps.values()) == 2 * 6032, "no cell is lost"


def test_nfhs_means_are_the_published_ones(shared_data: Path) -> None:
    table = read_table(shared_data / "coverage-surveys/india_nfhs_district_factsheets_BR_JK.csv")
    mapping = replace(guess_mapping(table), periods=(("NFHS5", "2020"), ("NFHS4", "2016")))
    means: dict[tuple[str, str], list[float]] = defaultdict(list)
    for row in apply_mapping(table, mapping).rows:
        if "Institutional births (%)" in row.indicator and row.value is not None:
            means[row.parents[0], row.period].append(row.value)
    assert {key: round(sum(found) / len(found), 2) for key, found in means.items()} == {
        ("BR", "2016"): 66.22,
        ("BR", "2020"): 77.84,
        ("JK", "2016"): 83.83,
        ("JK", "2020"): 91.68,
    }


def read_ebola(shared_data: Path) -> dict[str, tuple[Table, ValuesRead]]:
    found: dict[str, tuple[Table, ValuesRead]] = {}
    for path in sorted((shared_data / EBOLA).glob("*.csv")):
        table = read_table(path)
        found[path.name] = table, apply_mapping(table, guess_mapping(table))
    return found


def test_all_ebola_reports_are_read_and_the_empty_template_is_refused(shared_data: Path) -> None:
    found = read_ebola(shared_data)
    assert len(found) == 114
    empty = [name for name, (_table, values) in found.items() if not values.rows]
    assert empty == ["template.csv"]
    refused = found["template.csv"][1].refused
    assert refused[0].where.value == "YYYY-MM-DD"
    assert "is not a period" in refused[0].text
    assert all(not values.refused for name, (_table, values) in found.items() if name != "template.csv")


def test_no_cell_of_the_ebola_reports_is_lost(shared_data: Path) -> None:
    for name, (table, values) in read_ebola(shared_data).items():
        if name == "template.csv":
            continue
        words = sum(1 for row in table for cell in row.values if cell in {"NA", "-", "NR", "Nr"})
        assert len(values.rows) + len(values.set_aside) == filled_cells(table, "date", "variable") - words, name
        assert {item.row.place for item in values.set_aside} <= {"National", "Western area combined"}


def test_one_mapping_reads_all_ten_headers_of_the_ebola_reports(shared_data: Path) -> None:
    paths = sorted((shared_data / EBOLA).glob("*.csv"))
    mapping = guess_mapping(read_table(paths[0]))
    tables = [read_table(path) for path in paths if path.name != "template.csv"]
    assert len({table.headers for table in tables}) > len({signature(table.headers) for table in tables}) > 1
    assert all(mapping.fits(table.headers) for table in tables)
    mapping = replace(mapping, missing=("NA", "-", "NR", "Nr"))
    days = {row.period for table in tables for row in apply_mapping(table, mapping).rows}
    assert (min(days), max(days)) == ("2014-08-12", "2014-12-17")


def test_running_totals_are_told_apart_and_not_differenced(shared_data: Path) -> None:
    table = read_table(shared_data / EBOLA / "2014-08-12-v77.csv")
    found = apply_mapping(table, guess_mapping(table))
    assert "cum_confirmed" in found.cumulative
    assert "new_confirmed" not in found.cumulative
    kenema = {row.indicator: row.value for row in found.rows if row.place == "Kenema"}
    assert (kenema["cum_confirmed"], kenema["new_confirmed"], kenema["cum_contacts"]) == (259, 9, 1356)
    assert kenema["percent_seen"] == 61


@pytest.mark.parametrize(
    ("path", "count", "first"),
    [
        ("trends/AirPassengers.csv", 144, "1949-01"),
        ("trends/daily-total-female-births.csv", 365, "1959-01-01"),
        ("trends/guelph_phosphorus_monthly.csv", 68, "1972-01"),
    ],
)
def test_series_without_a_place_ask_for_it(shared_data: Path, path: str, count: int, first: str) -> None:
    table = read_table(shared_data / path)
    mapping = guess_mapping(table)
    assert "Which place do the values belong to?" in open_questions(mapping, table)
    found = apply_mapping(table, replace(mapping, place_constant="Here", indicator_constant="x"))
    assert (len(found.rows), found.rows[0].period, found.rows[0].place) == (count, first, "Here")


def test_first_days_of_months_stand_for_their_months(shared_data: Path) -> None:
    table = read_table(shared_data / "control-charts/nhs_ae_attendances_one_trust.csv")
    mapping = guess_mapping(table)
    assert mapping.dates_are == "month"
    found = apply_mapping(table, mapping)
    assert {row.period for row in found.rows} >= {"2017-03", "2017-02"}


# ---- sheets of other kinds


def test_periods_as_columns_are_unpivoted() -> None:
    table = sheet("Indicator,District,Jan-24,Feb-24,Mar-24\nANC 1,Bo,5,,7\nANC 1,Kono,1,0,2\n")
    mapping = guess_mapping(table)
    assert not open_questions(mapping, table)
    found = apply_mapping(table, mapping)
    assert [(row.place, row.period, row.indicator, row.value) for row in found.rows] == [
        ("Bo", "2024-01", "ANC 1", 5),
        ("Bo", "2024-03", "ANC 1", 7),
        ("Kono", "2024-01", "ANC 1", 1),
        ("Kono", "2024-02", "ANC 1", 0),
        ("Kono", "2024-03", "ANC 1", 2),
    ]
    assert found.gaps == {"ANC 1": 1}


def test_years_as_columns_without_an_indicator_ask_for_it() -> None:
    table = sheet("Province,2019,2020,2021\nNord,5,6,7\nSud,1,0,2\n")
    mapping = guess_mapping(table)
    assert open_questions(mapping, table) == ("Which indicator do the values belong to?",)
    found = apply_mapping(table, replace(mapping, indicator_constant="Births"))
    assert {(row.place, row.period): row.value for row in found.rows}["Sud", "2020"] == 0


def test_long_sheets_with_parts_are_read() -> None:
    table = sheet(
        "region,district,month,indicator,numerator,denominator,comment\n"
        "North,Bombali,2024-01,P1,8,10,late\nNorth,Koinadugu,2024-01,P1,3,12,\n"
    )
    found = apply_mapping(table, guess_mapping(table))
    first, second = found.rows
    assert (first.numerator, first.denominator, first.value, first.comment) == (8, 10, None, "late")
    assert (second.place, second.parents) == ("Koinadugu", ("North",))


def test_numerators_and_denominators_of_several_indicators_find_each_other() -> None:
    table = sheet("district,year,month,P1 num,P1 den,P2 num,P2 den\nBo,2024,1,8,10,3,4\nKono,2024,2,7,9,,\n")
    found = apply_mapping(table, guess_mapping(table))
    assert [(row.place, row.period, row.indicator, row.numerator, row.denominator) for row in found.rows] == [
        ("Bo", "2024-01", "P1", 8, 10),
        ("Bo", "2024-01", "P2", 3, 4),
        ("Kono", "2024-02", "P1", 7, 9),
    ]
    assert found.gaps == {"P2": 1}


def test_a_sheet_in_french_with_decimal_commas_is_read() -> None:
    table = sheet(
        "Région;District;Mois;Indicateur;Valeur\nSahel;Dori;janv. 2024;CPN 1;12,5\nSahel;Djibo;févr. 2024;CPN 1;7,25\n"
    )
    mapping = guess_mapping(table)
    assert mapping.decimal == ","
    found = apply_mapping(table, mapping)
    assert [(row.place, row.parents, row.period, row.value) for row in found.rows] == [
        ("Dori", ("Sahel",), "2024-01", 12.5),
        ("Djibo", ("Sahel",), "2024-02", 7.25),
    ]


def test_places_that_the_program_knows_are_recognised_as_columns() -> None:
    table = sheet("Month,Dori,Djibo,Gorom\n2024-01,1,2,3\n2024-02,4,5,6\n")
    mapping = guess_mapping(table, Known(places={"Dori", "Djibo", "Gorom"}))
    assert mapping.rest == "place"
    assert open_questions(mapping, table) == ("Which indicator do the values belong to?",)
    found = apply_mapping(table, replace(mapping, indicator_constant="Cases"))
    assert {(row.place, row.period): row.value for row in found.rows}["Djibo", "2024-02"] == 5


def test_totals_are_found_by_their_sums_whatever_they_are_called() -> None:
    rows = "".join(f"2024-0{month},v{month},1,{month},3,{4 + month}\n" for month in range(1, 7))
    mapping = guess_mapping(sheet("date,variable,Dori,Djibo,Gorom,Tout\n" + rows))
    assert mapping.totals == ("Tout",)


def test_total_rows_are_set_aside_with_a_reason() -> None:
    table = sheet("district,month,births\nBo,2024-01,3\nKono,2024-01,4\nTotal,2024-01,7\n")
    found = apply_mapping(table, guess_mapping(table))
    assert [row.place for row in found.rows] == ["Bo", "Kono"]
    assert found.set_aside[0].row.value == 7
    assert "total of other places" in found.set_aside[0].why


def test_marks_of_small_samples_are_kept_and_withheld_values_stay_blank() -> None:
    table = sheet(
        "district,year,share\nA,2020,(12.3)\nB,2020,*\nC,2020,45.6*\nD,2020,<5\nE,2020,98%\nF,2020,NA\nG,2020,50\n"
    )
    mapping = replace(guess_mapping(table), indicator_constant="share")
    found = apply_mapping(table, mapping)
    assert {row.place: (row.value, row.flag) for row in found.rows} == {
        "A": (12.3, "(12.3)"),
        "B": (None, "*"),
        "C": (45.6, "45.6*"),
        "D": (None, "<5"),
        "E": (98, ""),
        "G": (50, ""),
    }
    assert sum(found.gaps.values()) == 1
    assert any("98% was read as 98" in note for note in found.notes)


def test_a_bad_cell_is_refused_alone_and_a_bad_period_refuses_its_row() -> None:
    table = sheet("district,month,births,deaths\nBo,2024-01,3,many\nKono,2024-13,4,1\n,2024-01,5,1\n", "x.csv")
    mapping = SheetMapping(
        place="district",
        period=("month",),
        values=(ValueColumn("births", indicator="births"), ValueColumn("deaths", indicator="deaths")),
    )
    found = apply_mapping(table, mapping)
    assert [(row.place, row.indicator, row.value) for row in found.rows] == [("Bo", "births", 3)]
    assert [(error.where.row, error.where.field, error.where.value) for error in found.refused] == [
        (2, "deaths", "many"),
        (3, "month", "2024-13"),
        (4, "district", ""),
    ]
    assert all(error.remedy for error in found.refused)


def test_the_same_value_twice_is_read_once_and_a_contradiction_is_refused() -> None:
    table = sheet("district,month,births\nBo,2024-01,3\nBo,2024-01,3\nBo,2024-01,4\n")
    found = apply_mapping(table, guess_mapping(table))
    assert len(found.rows) == 1
    assert "read once" in found.notes[0]
    assert "first in row 2" in found.refused[0].text


def test_splits_keep_values_apart() -> None:
    table = sheet("district,month,sex,births\nBo,2024-01,female,3\nBo,2024-01,male,4\n")
    found = apply_mapping(table, guess_mapping(table))
    assert [row.disaggregation for row in found.rows] == [(("sex", "female"),), (("sex", "male"),)]


def test_codes_win_over_names_and_the_names_are_handed_on() -> None:
    table = sheet("district,district code,month,births\nBo,SL31,2024-01,3\nKono,SL24,2024-01,4\n")
    found = apply_mapping(table, guess_mapping(table))
    assert [(row.place, row.place_scheme) for row in found.rows] == [("SL31", "code"), ("SL24", "code")]
    assert found.names == {"SL31": "Bo", "SL24": "Kono"}


def test_dates_of_one_order_settle_the_others() -> None:
    table = sheet("district,date,births\nBo,3/4/2020,3\nBo,25/4/2020,4\n")
    mapping = guess_mapping(table)
    assert mapping.day_first is True
    assert [row.period for row in apply_mapping(table, mapping).rows] == ["2020-04-03", "2020-04-25"]


def test_dates_whose_order_nobody_knows_are_asked_for_not_guessed() -> None:
    table = sheet("district,date,births\nBo,3/4/2020,3\nKono,5/6/2020,4\n")
    mapping = guess_mapping(table)
    assert open_questions(mapping, table) == ("Does “3/4/2020” begin with the day or with the month?",)
    found = apply_mapping(table, replace(mapping, day_first=False))
    assert [row.period for row in found.rows] == ["2020-03-04", "2020-05-06"]


def test_the_date_in_the_file_name_settles_the_order() -> None:
    table = sheet("Date,Variable,Bomi,Bong\n8/1/2014,Deaths,1,2\n8/1/2014,Cases,5,7\n", "2014-08-01-v1.csv")
    assert {row.period for row in apply_mapping(table, guess_mapping(table)).rows} == {"2014-08-01"}


def test_years_that_run_over_new_year_are_asked_for() -> None:
    table = sheet("district,year,births\nBo,2010-11,3\nBo,2011-12,4\n")
    mapping = guess_mapping(table)
    assert open_questions(mapping, table) == ("Which period is “2010-11”?", "Which period is “2011-12”?")
    answered = replace(mapping, periods=(("2010-11", "2010April"), ("2011-12", "2011April")))
    assert [row.period for row in apply_mapping(table, answered).rows] == ["2010April", "2011April"]


def test_the_period_may_come_from_the_file_name() -> None:
    table = sheet("district,births,deaths\nBo,3,1\nKono,4,2\n", "report_2024-03.csv")
    mapping = guess_mapping(table)
    assert mapping.period_from_name
    assert {row.period for row in apply_mapping(table, mapping).rows} == {"2024-03"}
    with pytest.raises(BadInput, match="carries no period"):
        apply_mapping(sheet("district,births,deaths\nBo,3,1\n", "report.csv"), mapping)


def test_columns_that_went_missing_are_named() -> None:
    mapping = guess_mapping(sheet("district,month,births\nBo,2024-01,3\n"))
    with pytest.raises(BadInput, match="births"):
        apply_mapping(sheet("district,month,deaths\nBo,2024-01,3\n"), mapping)


def test_nothing_is_added_when_nothing_stands_there() -> None:
    table = sheet("district,month,births\nBo,2024-01,\nKono,,\n")
    mapping = SheetMapping(place="district", period=("month",), values=(ValueColumn("births", indicator="births"),))
    found = apply_mapping(table, mapping)
    assert (found.rows, found.refused, found.gaps) == ((), (), {"births": 2})


# ---- remembering and explaining


def test_the_same_headers_have_the_same_signature_in_any_order() -> None:
    assert signature(["District", "Month"]) == signature(["month", " district "])
    assert signature(["District", "Month"]) != signature(["District", "Year"])


def test_a_mapping_explains_itself(shared_data: Path) -> None:
    table = read_table(shared_data / EBOLA / "2014-08-12-v77.csv")
    told = " ".join(mapping_sentences(guess_mapping(table), table))
    assert "Each of 15 columns is one place: “Kailahun”" in told
    assert "The indicator stands in “variable”." in told
    assert "The period stands in “date”." in told
    assert "Totals are set aside and not added: “National”." in told
    assert "Running totals" in told
    assert "never read as 0" in told


def test_sentences_can_be_told_in_another_language() -> None:
    table = sheet("district,month,births\nBo,2024-01,3\n")
    sentence = mapping_sentences(guess_mapping(table), table)[0]
    assert sentence.source == "The place is known by its name in “%(name)s”."  # type: ignore[attr-defined]
    assert sentence.source % sentence.values == sentence  # type: ignore[attr-defined]


def test_what_is_not_read_is_said() -> None:
    table = sheet("district,month,births,remarkable text\nBo,2024-01,3,a b\nKono,2024-01,4,c d\n")
    told = mapping_sentences(guess_mapping(table), table)
    assert "Not read: “remarkable text”." in told


def test_a_guessed_mapping_survives_its_file(shared_data: Path) -> None:
    for path in ("health-series/brazil_states_dengue_monthly.csv", f"{EBOLA}/2014-08-12-v77.csv"):
        mapping = guess_mapping(read_table(shared_data / path))
        assert mapping_from_toml(mapping_to_toml(mapping)) == mapping


@pytest.mark.parametrize(
    ("header", "total"),
    [
        ("National", True),
        ("TOTAL", True),
        ("All districts", True),
        ("Western area combined", True),
        ("Ensemble", True),
        ("National Referral Hospital", False),
        ("National Capital District", False),
        ("Totalpura", False),
        ("Country Clinic", False),
    ],
)
def test_totals_are_told_from_places_by_their_words(header: str, total: bool) -> None:
    table = sheet(f"date,variable,Dori,Djibo,{header}\n2024-01-01,x,1,2,5\n2024-01-01,y,4,5,6\n")
    assert (header in guess_mapping(table).totals) is total


def key_values(text: str, name: str = "x.csv", known: Known | None = None) -> dict[tuple[str, ...], float | None]:
    table = sheet(text, name)
    found = apply_mapping(table, guess_mapping(table, known))
    assert not found.refused
    return {(*row.parents, row.place, row.period, row.indicator): row.value for row in found.rows}


def test_a_pivot_table_out_of_dhis2_is_read_by_its_unit_ids() -> None:
    found = key_values(
        "organisationunitid,organisationunitname,organisationunitcode,periodid,periodname,ANC 1st visit\n"
        "O6uvpzGd5pu,Bo,OU_264,202401,January 2024,5\nVth0fbpFcsO,Kono,OU_233310,202401,January 2024,7\n"
        "O6uvpzGd5pu,Bo,OU_264,202402,February 2024,6\n"
    )
    assert found["O6uvpzGd5pu", "2024-02", "ANC 1st visit"] == 6
    assert len(found) == 3


def test_years_as_columns_beside_codes_of_countries_and_indicators_are_read() -> None:
    found = key_values(
        "Country Name,Country Code,Indicator Name,Indicator Code,2018,2019\n"
        "Kenya,KEN,Births attended,SH.1,60,\nUganda,UGA,Births attended,SH.1,70,71\n"
    )
    assert found == {
        ("KEN", "2018", "Births attended"): 60,
        ("UGA", "2018", "Births attended"): 70,
        ("UGA", "2019", "Births attended"): 71,
    }


def test_tags_of_the_humanitarian_exchange_language_are_no_row() -> None:
    found = key_values(
        "Admin1,Admin2,P-Code,Date,Displaced\n#adm1+name,#adm2+name,#adm2+code,#date,#affected+idps\n"
        "Nord,Dori,BF01,2024-01-31,100\nNord,Djibo,BF02,2024-01-31,200\n"
    )
    assert found == {
        ("Nord", "BF01", "2024-01-31", "Displaced"): 100,
        ("Nord", "BF02", "2024-01-31", "Displaced"): 200,
    }


def test_years_at_the_end_of_headers_are_periods_of_one_indicator() -> None:
    found = key_values("district,coverage 2019,coverage 2020\nBo,50,51\nKono,40,41\n")
    assert found["Kono", "2020", "coverage"] == 41


def test_facilities_with_one_name_in_two_districts_stay_apart() -> None:
    found = key_values(
        "State,District,Facility,Month,ANC registered\nBihar,Araria,PHC 1,Apr-2019,50\n"
        "Bihar,Araria,PHC 2,Apr-2019,60\nBihar,Gaya,PHC 1,Apr-2019,5\n"
    )
    assert found["Bihar", "Araria", "PHC 1", "2019-04", "ANC registered"] == 50
    assert found["Bihar", "Gaya", "PHC 1", "2019-04", "ANC registered"] == 5


def test_names_that_the_program_knows_win_over_codes_that_it_does_not() -> None:
    text = "region_id,region,date,confirmed\n1,Nord,2020-03-01,5\n2,Sud,2020-03-01,1\n"
    assert ("1", "2020-03-01", "confirmed") in key_values(text)
    assert ("Nord", "2020-03-01", "confirmed") in key_values(text, known=Known(places={"Nord", "Sud"}))


def test_a_column_that_alone_tells_rows_apart_is_the_indicator() -> None:
    found = key_values("district,month,service,value\nBo,2024-01,ANC,5\nBo,2024-01,PNC,6\nKono,2024-01,ANC,7\n")
    assert found["Bo", "2024-01", "PNC"] == 6
