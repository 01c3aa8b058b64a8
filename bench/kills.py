"""A hundred writers of the monitoring store killed with kill -9 at random moments, beside two readers."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bench.measuring import Result, peak_mb

HOUSE = Path(__file__).resolve().parents[1]
SEED = 20261128


def results(*, quick: bool = False) -> Iterator[Result]:
    """The line of this bench; it stops where anything was lost or two readings disagree."""
    kills, begun = (10 if quick else 100), time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        seen = killed(kills, folder)
    wrong = {name: seen[name] for name in ("disagreements", "lost", "differences") if seen[name]}
    if wrong or seen["files_left_over"] or seen["kills"] != kills:
        raise SystemExit(f"The store did not hold: {wrong or seen}")
    note = (
        f"{seen['reads']:,} readings of values beside their roll-up, none of which disagreed; "
        f"{seen['rounds_safe']} cells recorded, none lost; the store equals a rebuild"
    )
    yield Result(f"{kills} writers killed with kill -9", time.perf_counter() - begun, peak_mb(), note=note)


def killed(kills: int, folder: str) -> dict[str, object]:
    """What the killing process saw, with a database and a store of its own."""
    environment = os.environ | {
        "GROUNDSWELL_DATA": folder, "DATABASE_URL": f"sqlite:///{folder}/killed.sqlite3",
        "DJANGO_SETTINGS_MODULE": "groundswell.config.settings", "ANALYTICS_STORE": f"{folder}/store",
    }  # fmt: skip
    words = [sys.executable, "-m", "tests.during.monitoring.store.killing", str(kills), str(SEED)]
    told = subprocess.run(words, cwd=HOUSE, env=environment, capture_output=True, text=True, check=True)
    seen: dict[str, object] = json.loads(told.stdout)
    return seen
