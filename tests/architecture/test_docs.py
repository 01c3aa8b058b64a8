"""What is written is checked: settings, permissions, steps, names, decisions."""

from __future__ import annotations

import importlib
import re
from pathlib import Path

import pytest

from groundswell.steps import STEPS
from tests.architecture.write_docs import permissions

HOUSE = Path(__file__).resolve().parents[2]
DOCS = HOUSE / "docs"
NAME = re.compile(r"`(groundswell(?:\.\w+)+)`")


def test_every_setting_of_the_environment_is_documented() -> None:
    code = "".join(
        (HOUSE / f"src/groundswell/config/{name}.py").read_text(encoding="utf-8") for name in ("settings", "env")
    )
    read = set(re.findall(r'(?:env\.)?(?:text|flag|whole|words|one_of)\(\s*"([A-Z_]+)"', code))
    written = set(re.findall(r"`([A-Z_]{4,})`", (DOCS / "settings.md").read_text(encoding="utf-8")))
    assert len(read) > 10
    assert read == written


def test_the_page_of_permissions_is_what_the_code_says() -> None:
    assert (DOCS / "permissions.md").read_text(encoding="utf-8") == permissions(), "run: make docs"


def test_every_step_that_is_kept_has_its_page() -> None:
    kept = [step for step in STEPS if step.room]
    assert kept
    for step in kept:
        room = step.room.rsplit(".", 1)[-1]  # type: ignore[union-attr]
        assert (DOCS / f"steps/{step.number:02}-{room}.md").is_file(), step.title
        assert (HOUSE / "src/groundswell" / step.room.replace(".", "/")).is_dir()  # type: ignore[union-attr]


@pytest.mark.parametrize("page", ["ARCHITECTURE.md", "docs/data-path.md", "docs/gate.md"])
def test_every_dotted_name_resolves(page: str) -> None:
    names = NAME.findall((HOUSE / page).read_text(encoding="utf-8"))
    assert len(names) > 5
    for name in names:
        resolve(name)


def resolve(name: str) -> object:
    """The thing of a dotted name; fails when it is not there."""
    parts = name.split(".")
    for cut in range(len(parts), 0, -1):
        try:
            thing: object = importlib.import_module(".".join(parts[:cut]))
        except ModuleNotFoundError:
            continue
        for part in parts[cut:]:
            thing = getattr(thing, part)
        return thing
    raise AssertionError(name)


def test_decisions_are_short_and_numbered() -> None:
    found = sorted((DOCS / "adr").glob("*.md"))
    assert [int(path.name[:4]) for path in found] == list(range(1, len(found) + 1))
    long = {path.name: n for path in found if (n := len(path.read_text(encoding="utf-8").splitlines())) > 60}
    assert long == {}


def test_links_between_pages_lead_somewhere() -> None:
    broken = []
    for page in [*HOUSE.glob("*.md"), *DOCS.rglob("*.md")]:
        for link in re.findall(r"\]\(([^)#:]+?)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            if not (page.parent / link).exists():
                broken.append(f"{page.name}: {link}")
    assert broken == []
