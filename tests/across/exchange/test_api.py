"""The API reads and writes what a person may, and says in sentences what it does not take."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from groundswell.across.exchange.models import Import
from groundswell.across.exchange.services.tables import TABLES
from groundswell.during.monitoring.models import Indicator, Value
from groundswell.ground.journal.models import Entry
from groundswell.ground.places.models import Place
from tests import make
from tests.across.exchange.flows import Browser
from tests.across.exchange.programs import HOME, Script, agreed, counts
from tests.across.exchange.test_tables import ADDED_ONLY, CASES, STORED, Case, filled  # noqa: F401
from tests.cast import Cast, permit

NEW = {"cells": {"words": "No payer", "action": "Ask", "owner": "Amina", "due_on": "2027-01-31"}}


@pytest.fixture
def amina(cast: Cast) -> Script:
    return Script(cast.amina, cast.program)


@pytest.fixture
def babu(cast: Cast) -> Script:
    return Script(cast.babu, cast.program)


def plain(cells: dict[str, Any]) -> dict[str, Any]:
    """Cells of a workbook as JSON has them."""
    return {key: said.isoformat() if isinstance(said, date) else said for key, said in cells.items()}


def row_of(amina: Script, table: str, case: Case) -> dict[str, Any]:
    """The row of a case, found as the workbook's is: by words, which choices of the API give by their codes."""
    page = amina.get(f"/tables/{table}")
    words = {c["key"]: {choice["code"]: choice["word"] for choice in c["choices"]} for c in page["columns"]}
    for row in page["rows"]:
        said = {key: words[key].get(row["cells"][key], row["cells"][key]) for key in case.where}
        if said == case.where:
            return dict(row)
    raise AssertionError(case.where)


def test_a_program_finds_its_way_from_the_first_address(filled: Cast, amina: Script) -> None:  # noqa: F811
    assert [row["code"] for row in amina.get(HOME)["programs"]] == ["groups"]
    tables = amina.get(amina.get(HOME)["programs"][0]["tables"])["tables"]
    assert [table["code"] for table in tables] == list(TABLES)
    assert {table["code"] for table in tables if table["writable"]} == set(CASES) | ADDED_ONLY
    for table in tables:
        page = amina.get(table["rows"])
        assert page["rows"], table
        assert set(page["rows"][0]["cells"]) == {column["key"] for column in page["columns"]}
    assert amina.row("barriers")["cells"]["due_on"] == "2026-12-31"
    assert isinstance(amina.row("sites")["cells"]["depth"], int)


@pytest.mark.parametrize("table", CASES)
def test_rows_come_back_by_the_api_as_by_excel(filled: Cast, amina: Script, table: str) -> None:  # noqa: F811
    case = CASES[table]
    sent = {"id": row_of(amina, table, case)["id"], "cells": plain(case.cells)}
    before = case.stored(filled) if table != "inputs" else None
    whole = amina.get(f"/tables/{table}")["rows"]
    seen = amina.preview(table, sent)
    assert counts(seen) == (0, 1, 0, 0, 0), seen["refusals"]
    assert table == "inputs" or case.stored(filled) == before, "the preview wrote"
    others = [row for row in whole if row["id"] != sent["id"]]
    seen = amina.preview(table, sent, *others, *([{"cells": plain(case.new)}] if case.new else []))
    assert counts(seen) == (1 if case.new else 0, 1, len(whole) - 1, 0, 0), seen["refusals"]
    response = amina.send(f"/tables/{table}/apply", {"rows": [sent], **agreed(amina.preview(table, sent))})
    assert response.status_code == 200, response.content
    assert case.stored(filled) == STORED[table]
    assert Entry.objects.filter(action=case.action, person_name="Amina", via="api").exists()
    batch = Import.objects.get(key=response.json()["key"])
    entry = Entry.objects.get(action="exchange.import.apply", thing=str(batch.key))
    assert (batch.state, entry.after["table"], entry.after["changed"]) == ("applied", table, 1)


def test_whole_pages_sent_back_change_nothing(filled: Cast, amina: Script) -> None:  # noqa: F811
    for table in CASES:
        rows = amina.get(f"/tables/{table}")["rows"]
        assert counts(amina.preview(table, *rows)) == (0, 0, len(rows), 0, 0), table


STATUS = {
    "amina": (200, 200, 200, 200, 200), "chitra": (200, 200, 200, 200, 200), "babu": (200, 200, 200, 200, 200),
    "dewi": (200, 200, 200, 403, 403), "erik": (200, 200, 200, 403, 403), "zed": (404, 404, 404, 404, 404),
}  # fmt: skip


@pytest.mark.parametrize("name", STATUS)
def test_a_token_opens_what_its_person_may_open(filled: Cast, amina: Script, name: str) -> None:  # noqa: F811
    script = Script(getattr(filled, name), filled.program)
    found = [
        script.client.get(script.home + address).status_code for address in ("/tables", "/tables/sites", "/values")
    ]
    given = agreed(amina.preview("barriers"))
    found.append(script.send("/tables/barriers/preview", {"rows": []}).status_code)
    found.append(script.send("/tables/barriers/apply", {"rows": [], **given}).status_code)
    assert tuple(found) == STATUS[name]


@pytest.mark.parametrize("name", ["babu", "dewi", "erik"])
def test_nobody_reads_a_table_that_the_pages_hide(filled: Cast, name: str) -> None:  # noqa: F811
    person = getattr(filled, name)
    script, may = Script(person, filled.program), permit(person, "exchange.table.download", filled.program)
    offered = {table["code"] for table in script.get("/tables")["tables"]}
    assert offered == {code for code, table in TABLES.items() if may.allows(table.read, filled.program)}
    for code in TABLES:
        status = script.client.get(f"{script.home}/tables/{code}").status_code
        assert status == (200 if code in offered else 403), code


def test_a_token_that_reads_and_a_session_do_not_write(filled: Cast) -> None:  # noqa: F811
    reads = Script(filled.amina, filled.program, writes=False)
    session = Browser(filled.amina, filled.program).client
    assert session.get(reads.home + "/tables").status_code == 200
    for what in ("preview", "apply"):
        address = f"{reads.home}/tables/barriers/{what}"
        for client in (reads.client, session):
            response = client.post(address, {"rows": []}, content_type="application/json")
            assert (response.status_code, response.json()["code"]) in ((403, "api.token"), (403, "door.not_allowed"))
    assert not Import.objects.exists()


def test_a_supervisor_gets_the_own_district_only(filled: Cast, babu: Script) -> None:  # noqa: F811
    far = filled.other_community
    make.site(filled.program, far, depth=1, trainer="CANARY")
    Place.objects.filter(pk=far.pk).update(name="CANARY")
    make.value(sheet(), far, "2026-01", 3, 4)
    seen = [babu.client.get(f"{babu.home}/tables/{code}").content.decode() for code in TABLES]
    seen.append(babu.client.get(f"{babu.home}/values").content.decode())
    assert not [text for text in seen if "CANARY" in text or str(far.key) in text]
    assert "Mile Nine" in "".join(seen)
    assert babu.client.get(f"{babu.home}/values", {"place": str(far.key)}).status_code == 404
    assert babu.client.get(f"{babu.home}/values", {"place": "TA-2-1"}).status_code == 404
    assert len(babu.get("/values", place="TA-1-1")["values"]) == 1


def sheet() -> Any:
    """The indicator of the cast's program."""
    return Indicator.objects.get(code="P9")


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"", 422, "api.shape"),
        (b"{", 400, "api.not_json"),
        (b'{"rows": [{"cells": {"words": NaN}}]}', 400, "api.not_json"),
        (b"\xff\xfe", 400, "api.not_json"),
        (b"[" * 100_000, 400, "api.too_deep"),
        (b'{"rows": ' + b"[" * 21 + b"]" * 21 + b"}", 400, "api.too_deep"),
        (b"1" * 5000, 400, "api.not_json"),
        (b"[]", 422, "api.shape"),
        (b"null", 422, "api.shape"),
        (b'{"rows": 1}', 422, "api.shape"),
        (b'{"rows": [{"cells": {"words": ["a"]}}]}', 422, "api.shape"),
        (b'{"rows": [{"cell": {}}]}', 422, "api.shape"),
        (b'{"rows": [], "row": []}', 422, "api.shape"),
    ],
)
def test_wrong_json_is_told_in_a_sentence(amina: Script, body: bytes, status: int, code: str) -> None:
    response = amina.send("/tables/barriers/preview", body)
    said = response.json()
    assert (response.status_code, said["code"], said["status"]) == (status, code, status)
    assert said["text"].endswith(".")
    assert said["remedy"]


def test_a_body_over_ten_megabytes_is_not_read(amina: Script) -> None:
    response = amina.send("/tables/barriers/preview", b'{"rows": "' + b"x" * 10_485_760 + b'"}')
    assert (response.status_code, response.json()["code"]) == (400, "api.too_large")


def test_more_than_5000_rows_are_sent_in_parts(amina: Script) -> None:
    response = amina.send("/tables/barriers/preview", {"rows": [{"cells": {}}] * 5001})
    assert (response.status_code, response.json()["code"]) == (400, "exchange.too_many_rows")


@pytest.mark.parametrize(
    ("cells", "field", "code"),
    [
        ({**NEW["cells"], "due_on": "soon"}, "Due", "date.wrong"),
        ({**NEW["cells"], "words": ""}, "Words", "table.required"),
        ({**NEW["cells"], "word": "x"}, "word", "table.column_missing"),
        ({**NEW["cells"], "words": "a\0b"}, "words", "table.text"),
        ({**NEW["cells"], "words": "\ud800"}, "words", "table.text"),
        ({**NEW["cells"], "words": 10**16}, "words", "number.wrong"),
    ],
)
def test_a_row_that_cannot_be_used_is_named_with_field_and_remedy(
    amina: Script, cells: dict[str, Any], field: str, code: str
) -> None:
    seen = amina.preview("barriers", NEW, {"cells": cells})
    refusal = seen["refusals"][0]
    assert counts(seen) == (1, 0, 0, 0, 1)
    assert (refusal["row"], refusal["code"]) == (2, code)
    assert refusal["field"]
    assert refusal["text"]
    assert refusal["remedy"]


ADDRESSES = [
    *(("/tables/no", 404), ("/no", 404), ("/tables?x=1", 200), ("/tables/sites?limit=201", 422)),
    *(("/tables/sites?start=-1", 422), ("/tables/sites?page=2", 422), ("/values?after=7", 400)),
    *(("/tables/values?after=7", 400), ("/tables/sites?after=7", 400)),
    *(("/values?first=soon", 400), ("/values?indicator=no", 404), ("/values?place=%00", 422)),
]


def test_a_new_row_without_a_needed_column_is_refused_with_its_name(amina: Script) -> None:
    refusal = amina.preview("barriers", {"cells": {"words": "No payer"}})["refusals"][0]
    assert (refusal["row"], refusal["code"]) == (1, "table.required")
    assert refusal["field"]
    assert counts(amina.preview("indicators", {"cells": {"name": "Songs"}})) == (0, 0, 0, 0, 1)


def test_what_is_there_in_no_other_way_is_told_as_json(amina: Script) -> None:
    for address, status in ADDRESSES:
        response = amina.client.get(amina.home + address)
        assert (response.status_code, response["Content-Type"][:16]) == (status, "application/json"), address
        assert status == 200 or response.json()["status"] == status
    for method in ("put", "delete", "patch", "post"):
        response = getattr(amina.client, method)(amina.home + "/tables")
        assert (response.status_code, response.json()["status"], response["Allow"]) == (405, 405, "GET")
    journal = amina.send("/tables/journal/preview", {"rows": []})
    assert (journal.status_code, journal.json()["code"]) == (400, "table.read_only")


def test_the_same_key_twice_writes_once_and_answers_the_same(amina: Script) -> None:
    seen = amina.preview("barriers", NEW)
    first = amina.send("/tables/barriers/apply", {"rows": [NEW], **agreed(seen)})
    again = amina.send("/tables/barriers/apply", {"rows": [NEW], **agreed(seen)})
    assert (first.status_code, again.status_code) == (200, 200)
    assert first.json() == again.json()
    assert len(amina.get("/tables/barriers")["rows"]) == Import.objects.count() == 1
    other = amina.send("/tables/barriers/apply", {"rows": [], **agreed(seen)})
    assert (other.status_code, other.json()["code"]) == (409, "exchange.key_used")
    elsewhere = amina.send("/tables/sites/apply", {"rows": [NEW], **agreed(seen)})
    assert elsewhere.status_code == 409


def test_what_changed_since_the_preview_is_not_overwritten(filled: Cast, amina: Script) -> None:  # noqa: F811
    sent = {"id": amina.row("waves")["id"], "cells": {"planned_sites": 40}}
    seen = amina.preview("waves", sent)
    assert amina.apply("waves", {**sent, "cells": {"planned_sites": 31}}).status_code == 200
    response = amina.send("/tables/waves/apply", {"rows": [sent], **agreed(seen)})
    assert (response.status_code, response.json()["code"]) == (409, "exchange.stale")
    refused = amina.preview("waves", sent)["refusals"][0]
    assert refused["code"] == "table.meanwhile"
    assert "31" in refused["text"]
    assert amina.row("waves")["cells"]["planned_sites"] == 31
    assert Import.objects.count() == 1


def test_values_written_by_a_program_can_be_taken_back_on_the_page(filled: Cast, amina: Script) -> None:  # noqa: F811
    new = {"indicator": "P9", "place": "TA-2-1", "period": "2026-02", "numerator": 4, "denominator": 5}
    done = amina.apply("values", {"cells": new}).json()
    assert (Value.objects.count(), counts(done)) == (2, (1, 0, 0, 0, 0))
    browser = Browser(filled.amina, filled.program)
    batch = Import.objects.get(key=done["key"])
    assert "api.json" in browser.import_page(batch).get_text()
    browser.undo(batch, "Sent twice.")
    assert Value.objects.count() == 1


def test_pages_follow_one_another_and_end(filled: Cast, amina: Script) -> None:  # noqa: F811
    for month in range(1, 8):
        make.value(sheet(), filled.district, f"2025-{month:02}", month, 10)
    seen, address = [], f"{amina.home}/values?limit=3&first=2025"
    while address:
        page = amina.get(address)
        seen += [(row["period"], row["place_code"], row["numerator"]) for row in page["values"]]
        assert len(page["values"]) <= 3
        address = page["next"]
    assert seen == [("2026-01", "TA-1-1", 8), *((f"2025-{n:02}", "TA-1", n) for n in range(1, 8))]
    assert len(amina.get("/values", place="TA-1-1")["values"]) == 1
    assert len(amina.get("/values", first="2025-02", last="2025-Q1", indicator="P9")["values"]) == 2
    rows, address = [], f"{amina.home}/tables/values?limit=3"
    while address:
        page = amina.get(address)
        rows += page["rows"]
        address = page["next"]
    assert len({row["id"] for row in rows}) == 8


@pytest.mark.parametrize("table", ["values", "places"])
def test_long_tables_go_on_by_number_and_read_no_row_twice(filled: Cast, amina: Script, table: str) -> None:  # noqa: F811
    for month in range(1, 4):
        make.value(sheet(), filled.district, f"2025-{month:02}", month, 10)
    first = amina.get(f"{amina.home}/tables/{table}?limit=2")
    assert "after=" in first["next"]
    assert "start=" not in first["next"]
    Value.objects.filter(place=filled.district, period="2025-01").update(comment="late")
    seen, address = [row["id"].rpartition("~")[0] for row in first["rows"]], first["next"]
    while address:
        page = amina.get(address)
        seen += [row["id"].rpartition("~")[0] for row in page["rows"]]
        address = page["next"]
    whole = [row["id"].rpartition("~")[0] for row in amina.get(f"{amina.home}/tables/{table}")["rows"]]
    assert seen == whole
    assert len(set(seen)) == len(seen) > 2
    counted = amina.get(f"{amina.home}/tables/{table}?start=1")["rows"]
    assert len(counted) == len(whole) - 1


@pytest.mark.parametrize("address", ["/tables", "/tables/values", "/tables/places", "/tables/sites", "/values"])
def test_the_number_of_queries_does_not_grow_with_the_rows(cast: Cast, amina: Script, address: str) -> None:
    indicator = make.indicator(cast.program)
    amina.get("/tables")  # notes that the token was used
    asked = []
    for first, last in ((1, 4), (4, 31)):
        for n in range(first, last):
            place = make.place(f"Village {n}", cast.district, code=f"V{n}")
            make.site(cast.program, place)
            make.value(indicator, place, "2026-01", n, 100)
        with CaptureQueriesContext(connection) as queries:
            amina.get(address)
        asked.append(len(queries))
    assert asked[0] == asked[1] <= 20


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
LIKELY = ["2026-01", "2026-01-31", "P9", "TA-1", "TA-1-1", "TA", "5", "-1", "yes", "dewi@example.org", "donor"]
CELL = st.one_of(
    *(st.none(), st.booleans(), st.integers(), st.floats(), st.text(st.characters(), max_size=30)),
    st.sampled_from([*LIKELY, 1e308, -0.0, 2**53]),
)


@pytest.mark.parametrize("table", CASES)
@given(data=st.data())
@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_nothing_that_is_sent_breaks_the_house(
    filled: Cast,  # noqa: F811
    amina: Script,
    table: str,
    data: st.DataObject,
) -> None:
    keys = [column["key"] for column in amina.get(f"/tables/{table}")["columns"]]
    ids = [row["id"] for row in amina.get(f"/tables/{table}")["rows"]]
    row = st.fixed_dictionaries({"cells": st.dictionaries(st.sampled_from(keys), CELL, max_size=len(keys))},
                                optional={"id": st.sampled_from(ids) | st.text(max_size=12)})  # fmt: skip
    rows, other = data.draw(st.lists(row, max_size=3)), data.draw(JSON)
    with transaction.atomic():  # what one example wrote is not there for the next
        answers = [amina.send(f"/tables/{table}/preview", {"rows": rows})]
        if answers[0].status_code == 200:
            answers.append(amina.send(f"/tables/{table}/apply", {"rows": rows, **agreed(answers[0].json())}))
        answers.append(amina.send(f"/tables/{table}/preview", other))
        transaction.set_rollback(True)
    assert [answer.status_code for answer in answers if answer.status_code not in (200, 400, 409, 422)] == []


def test_the_api_describes_itself_as_openapi_3_1_to_everybody() -> None:
    said = Client().get("/api/v1/openapi.json").json()
    assert said["openapi"].startswith("3.1")
    assert said["components"]["securitySchemes"]["token"] == {"type": "http", "scheme": "bearer"}
    assert "/api/v1/programs/{program}/tables/{table}/apply" in said["paths"]
    for methods in said["paths"].values():
        for operation in methods.values():
            assert {"200", "401", "403", "404", "422"} <= set(operation["responses"])


@pytest.mark.django_db
def test_the_page_of_the_api_needs_no_script_and_names_every_operation() -> None:
    said = Client().get("/api/v1/openapi.json").json()
    response = Client().get("/api/v1/docs")
    page = BeautifulSoup(response.content, "html.parser")
    assert len(response.content) < 100_000
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert [code.get_text() for code in page.select("section > p > code")] == [
        f"{method.upper()} {path}" for path, methods in said["paths"].items() for method in methods
    ]
    assert "rows[].cells" in page.get_text()
    assert all(script.get("src") for script in page.find_all("script"))


def test_a_file_of_a_program_can_not_be_read_by_others(filled: Cast, amina: Script) -> None:  # noqa: F811
    assert amina.apply("barriers", NEW).status_code == 200
    batch = Import.objects.get()
    babu = Browser(filled.babu, filled.program)
    assert babu.client.get(f"{babu.home}{batch.key}/").status_code == 404
