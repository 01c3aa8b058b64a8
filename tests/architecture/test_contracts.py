"""The contracts of the house hold, and the domain stands by itself."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parents[2]
STATISTICS = (
    *("groundswell.front.cli", "groundswell.front.cli.evidence", "groundswell.front.cli.monitoring"),
    *("groundswell.front.cli.instruments", "groundswell.front.cli.instruments_score"),
)


def test_the_import_contracts_are_kept() -> None:
    lint = Path(sys.executable).with_name("lint-imports")
    told = subprocess.run([lint, "--no-logo", "--no-cache"], cwd=HOUSE, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stdout


def loaded_by(code: str) -> set[str]:
    """Top-level packages that a fresh interpreter has loaded after running the code."""
    script = f"{code}\nimport sys; print(' '.join({{name.split('.')[0] for name in sys.modules}}))"
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(told.stdout.split())


def test_the_domain_loads_no_django() -> None:
    modules = sorted(
        ".".join(path.relative_to(HOUSE / "src").with_suffix("").parts)
        for path in (HOUSE / "src/groundswell/domain").rglob("*.py")
        if path.name != "__init__.py"
    )
    assert len(modules) > 10
    assert "django" not in loaded_by("\n".join(f"import {name}" for name in modules))


@pytest.mark.parametrize("module", STATISTICS)
def test_statistics_commands_load_no_django(module: str) -> None:
    assert "django" not in loaded_by(f"import {module}")


def test_a_request_loads_no_numba_by_itself() -> None:
    code = (
        "import os, tempfile; os.environ['DJANGO_SETTINGS_MODULE'] = 'groundswell.config.settings'\n"
        "os.environ['GROUNDSWELL_DATA'] = tempfile.mkdtemp()\n"
        "import django; django.setup()\nimport groundswell.front.urls"
    )
    assert not {"numba", "statsmodels", "pandas"} & loaded_by(code)
