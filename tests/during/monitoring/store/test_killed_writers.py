"""Writers of the store killed with kill -9, with two readers beside them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[4]
KILLS = 5


def test_killed_writers_lose_nothing_and_readers_never_see_values_and_roll_ups_disagree(tmp_path: Path) -> None:
    environment = os.environ | {
        "GROUNDSWELL_DATA": str(tmp_path), "DATABASE_URL": f"sqlite:///{tmp_path}/killed.sqlite3",
        "DJANGO_SETTINGS_MODULE": "groundswell.config.settings", "ANALYTICS_STORE": str(tmp_path / "store"),
    }  # fmt: skip
    words = [sys.executable, "-m", "tests.during.monitoring.store.killing", str(KILLS), "20261128"]
    told = subprocess.run(words, cwd=HOUSE, env=environment, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stderr
    seen = json.loads(told.stdout)
    assert seen["kills"] == KILLS
    assert min(seen["rounds_safe"], seen["flips"], seen["reads"]) > 0
    assert (seen["disagreements"], seen["lost"], seen["differences"], seen["files_left_over"]) == ([], [], [], 0)
