"""The page about the API is true: its commands and its program run against a house that serves."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import DEFAULT_DB_ALIAS, close_old_connections, connections

from groundswell.during.monitoring.models import Value
from tests import make
from tests.across.exchange.programs import Script
from tests.cast import Cast

PAGE = (Path(__file__).resolve().parents[3] / "docs/api.md").read_text(encoding="utf-8")


class Quiet(WSGIRequestHandler):
    """Writes no line for each request."""

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture
def served(cast: Cast) -> Iterator[dict[str, str]]:
    """The environment of somebody's program, and a house that serves the test's own database, with one value.

    Not pytest-django's live_server: it empties all tables, which the journal's triggers refuse. As with Django's test
    client no request closes the connection, which holds the test's transaction.
    """
    at_requests = (request_started, request_finished)
    for signal in at_requests:
        signal.disconnect(close_old_connections)
    make.value(make.indicator(cast.program), cast.community, "2026-01", 8, 10)
    script = Script(cast.amina, cast.program)

    def serve() -> None:
        connections[DEFAULT_DB_ALIAS] = shared
        server.serve_forever()

    shared = connections[DEFAULT_DB_ALIAS]
    shared.inc_thread_sharing()
    with make_server("127.0.0.1", 0, WSGIHandler(), handler_class=Quiet) as server:
        thread = threading.Thread(target=serve)
        thread.start()
        yield os.environ | {"SITE": f"http://127.0.0.1:{server.server_port}", "TOKEN": script.secret}
        server.shutdown()
        thread.join()
    shared.dec_thread_sharing()
    for signal in at_requests:
        signal.connect(close_old_connections)


def blocks(language: str) -> list[str]:
    """The examples in a language."""
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.S)


@pytest.mark.skipif(not shutil.which("curl"), reason="curl is not here")
def test_the_commands_of_the_page_answer(served: dict[str, str]) -> None:
    told = subprocess.run(["sh", "-ec", blocks("sh")[0]], env=served, capture_output=True, text=True, check=True)
    programs, places, values = json.JSONDecoder().decode(f"[{told.stdout.replace('}{', '},{')}]")
    assert programs["programs"][0]["code"] == "groups"
    assert [row["cells"]["code"] for row in places["rows"]] == ["TA", "TA-1", "TA-2", "TA-1-1", "TA-2-1"], "as numbered"
    assert (values["values"][0]["numerator"], values["next"]) == (8, None)


def test_the_program_of_the_page_writes_a_value_once(served: dict[str, str]) -> None:
    program = blocks("python")[0]
    first, again = (
        subprocess.run([sys.executable, "-c", program], env=served, capture_output=True, text=True, check=True).stdout
        for _time in range(2)
    )
    assert first == ("{'added': 1, 'changed': 0, 'unchanged': 0, 'set_aside': 0, 'refused': 0}\n1 written\n")
    assert again.startswith("{'added': 0, 'changed': 0, 'unchanged': 1")
    assert Value.objects.get(period="2026-02").numerator == 7


def test_every_address_of_the_api_is_on_the_page(client: Any) -> None:
    said = client.get("/api/v1/openapi.json").json()["paths"]
    for path, methods in said.items():
        for method in methods:
            assert f"{method.upper()} {path}" in PAGE
