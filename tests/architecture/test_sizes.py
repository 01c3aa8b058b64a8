"""Small by default: a file stops at 600 lines, a function at 50, a template at 120, a room at its own files."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2] / "src/groundswell"
ROOM = {
    "__init__", "apps", "models", "access", "selectors", "services", "forms", "views", "urls", "step", "api", "tasks",
    "admin", "migrations", "templates", "static", "__pycache__",
}  # fmt: skip
EXTRA = {"exchange": {"formats"}, "monitoring": {"store", "engines"}}
BANNED = {"utils", "helpers", "common", "misc", "core", "base", "manager", "managers"}


def functions(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Names of functions with their lines, docstrings not counted."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or 0) - node.lineno + 1
            first = node.body[0]
            if (
                isinstance(first, ast.Expr)
                and isinstance(first.value, ast.Constant)
                and isinstance(first.value.value, str)
            ):
                length -= (first.end_lineno or 0) - first.lineno + 1
            yield node.name, length


def test_no_file_passes_600_lines() -> None:
    written = (path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts)
    long = {path.name: lines for path in written if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 600}
    assert long == {}


def test_no_function_passes_50_lines() -> None:
    long = {
        f"{path.relative_to(SOURCE)}:{name}": lines
        for path in SOURCE.rglob("*.py")
        if "migrations" not in path.parts
        for name, lines in functions(ast.parse(path.read_text(encoding="utf-8")))
        if lines > 50
    }
    assert long == {}


def test_no_template_passes_120_lines() -> None:
    long = {p.name: n for p in SOURCE.rglob("*.html") if (n := len(p.read_text(encoding="utf-8").splitlines())) > 120}
    assert long == {}


def test_rooms_have_the_same_inside_and_nothing_else() -> None:
    strange = {}
    for floor in ("ground", "before", "during", "across"):
        for room in (SOURCE / floor).iterdir():
            if room.is_dir() and room.name != "__pycache__":
                names = {child.stem for child in room.iterdir()}
                if extra := names - ROOM - EXTRA.get(room.name, set()):
                    strange[room.name] = extra
    assert strange == {}


def test_no_module_is_called_by_a_word_that_says_nothing() -> None:
    assert [p for p in SOURCE.rglob("*.py") if p.stem in BANNED] == []


def test_no_inline_style_or_script_in_templates() -> None:
    bad = [
        p.name
        for p in SOURCE.rglob("*.html")
        if " style=" in (text := p.read_text(encoding="utf-8")) or "<script>" in text
    ]
    assert bad == []
