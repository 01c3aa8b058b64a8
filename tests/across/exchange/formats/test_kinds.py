"""What a file is, is told by what stands in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from groundswell.across.exchange.formats.kinds import FileKind, kind_of
from groundswell.domain.errors import BadInput


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("fhir-sierra-leone/organisation_bundle.json", FileKind.FHIR),
        ("boundaries/nepal_75_districts.geojson", FileKind.GEOJSON),
        ("health-series/vietnam_provinces.geojson", FileKind.GEOJSON),
        ("dhis2-sierra-leone/analytics_disease_2018_2023.json", FileKind.DHIS2_ANALYTICS),
        ("dhis2-exchange-samples/e2e_data_values_bulk.json", FileKind.DHIS2_JSON),
        ("dhis2-exchange-samples/data-value-sets/dataValueSetB.xml", FileKind.DHIS2_XML),
        ("dhis2-exchange-samples/data-value-sets/dataValueSetACatCombo.xml", FileKind.DHIS2_XML),
        ("dhis2-exchange-samples/data-value-sets/dataValueSetB.csv", FileKind.DHIS2_CSV),
        ("dhis2-exchange-samples/data-value-sets/dataValueSetBNoHeader.csv", FileKind.DHIS2_CSV),
        ("boundaries/sierra_leone_bo_district_villages.xls", FileKind.WORKBOOK),
        ("health-series/brazil_states_dengue_monthly.csv", FileKind.CSV),
        ("coverage-surveys/india_nfhs_district_factsheets_BR_JK.csv", FileKind.CSV),
        ("community-programmes/gdho_humanitarian_organisations.csv", FileKind.CSV),
    ],
)
def test_real_files_are_recognised(shared_data: Path, path: str, kind: FileKind) -> None:
    assert kind_of((shared_data / path).read_bytes(), name=path) is kind


@pytest.mark.parametrize(
    "path",
    [
        "dhis2-exchange-samples/adx/importA.adx.xml",
        "dhis2-exchange-samples/e2e_aggregate_metadata.json",
        "iati/ruleset_standard.json",
    ],
)
def test_kinds_that_are_not_read_are_refused_in_words(shared_data: Path, path: str) -> None:
    with pytest.raises(BadInput, match="of a kind that is not read here"):
        kind_of((shared_data / path).read_bytes(), name=path)
