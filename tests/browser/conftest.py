"""Browser tests drive Debian's Chromium against the demonstration, started as a person would start it."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip(
    "playwright", reason="the group `browser` is not installed: uv run --group browser pytest -m browser"
)
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
QUIET = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder is a browser test; without Chromium it is skipped, and says so."""
    for item in items:
        if "tests/browser/" in str(item.path):
            item.add_marker(pytest.mark.browser)
            if not CHROMIUM:
                item.add_marker(pytest.mark.skip(reason="chromium is not installed: apt install chromium"))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Debian's Chromium instead of a downloaded one."""
    return browser_type_launch_args | {"executable_path": CHROMIUM, "args": QUIET}


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running demonstration with data of its own."""
    folder, port = tmp_path_factory.mktemp("demonstration"), free_port()
    environment = os.environ | {"GROUNDSWELL_DATA": str(folder), "PYTHONUNBUFFERED": "1"}
    for name in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE"):
        environment.pop(name, None)
    command = [str(Path(sys.executable).with_name("groundswell")), "demo", "--port", str(port)]
    log = (folder / "log.txt").open("w")
    server = subprocess.Popen(command, env=environment, stdout=log, stderr=subprocess.STDOUT)
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(address, server, folder / "log.txt")
        yield address
    finally:
        server.terminate()
        server.wait(timeout=20)
        log.close()


def wait_for(address: str, server: subprocess.Popen[bytes], log: Path, *, seconds: int = 180) -> None:
    """Wait until the demonstration answers; a server that ended fails with what it printed."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if server.poll() is not None:
            pytest.fail(log.read_text())
        try:
            with urllib.request.urlopen(f"{address}/healthy") as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.3)
    pytest.fail(f"not ready after {seconds} s:\n{log.read_text()}")


@pytest.fixture
def enter(site: str, page: Any) -> Callable[..., Any]:
    """Sign in by a click as one of the cast, in a language, and stand on the home page."""

    def entering(who: str = "Amina", language: str = "en") -> Any:
        page.goto(f"{site}/people/sign-in")
        page.get_by_role("button", name=re.compile(who)).first.click()
        page.wait_for_url(re.compile(r"/p/demo/"))
        if language != "en":
            page.locator(f"button[name=language][value={language}]").first.click()
            page.wait_for_load_state()
        return page

    return entering
