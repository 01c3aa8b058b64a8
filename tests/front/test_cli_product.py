"""The product's commands as a newcomer runs them, each in a process of its own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

MOST_SECONDS = 90


def environment(data: Path) -> dict[str, str]:
    ours = {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"}
    kept = {name: value for name, value in os.environ.items() if name not in ours and "GROUNDSWELL" not in name}
    return {**kept, "GROUNDSWELL_DATA": str(data), "PYTHONUNBUFFERED": "1"}


def command(*words: str) -> list[str]:
    return [sys.executable, "-c", "import sys; from groundswell.front.cli import main; sys.exit(main())", *words]


def groundswell(data: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(*words), env=environment(data), text=True, capture_output=True, timeout=MOST_SECONDS, check=False
    )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_healthy(port: int, server: subprocess.Popen[str]) -> None:
    until = time.monotonic() + MOST_SECONDS
    while time.monotonic() < until and server.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthy", timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("it did not get ready")


def test_ends_quietly_when_asked_to_stop(tmp_path: Path) -> None:
    assert groundswell(tmp_path, "migrate").returncode == 0
    for name in (signal.SIGINT, signal.SIGTERM):
        port = free_port()
        words = command("serve", "--with-worker", "--port", str(port))
        with subprocess.Popen(
            words, env=environment(tmp_path), text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        ) as server:
            try:
                wait_until_healthy(port, server)
                server.send_signal(name)
                said, _ = server.communicate(timeout=MOST_SECONDS)
            finally:
                server.kill()
        assert server.returncode == 0, said
        assert "Traceback" not in said


def test_a_taken_port_is_said_and_the_next_used(tmp_path: Path) -> None:
    assert groundswell(tmp_path, "migrate").returncode == 0
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with subprocess.Popen(
            command("serve", "--port", str(port)), env=environment(tmp_path), text=True, stderr=subprocess.PIPE
        ) as server:
            try:
                assert server.stderr is not None
                assert server.stderr.readline().startswith(f"Port {port} is taken; using ")
            finally:
                server.kill()


@pytest.mark.parametrize("words", [("demo", "--no-serve"), ("migrate",), ("check",)])
def test_a_data_folder_that_cannot_be_made_is_said(tmp_path: Path, words: tuple[str, ...]) -> None:
    (tmp_path / "taken").write_text("a file")
    ended = groundswell(tmp_path / "taken" / "data", *words)
    assert ended.returncode == 2
    assert "cannot be made" in ended.stderr
    assert "GROUNDSWELL_DATA" in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize("word", ["serve", "worker"])
def test_an_empty_database_is_said(tmp_path: Path, word: str) -> None:
    ended = groundswell(tmp_path, word)
    assert ended.returncode == 2
    assert "Run: groundswell migrate" in ended.stderr
    assert "Traceback" not in ended.stderr
