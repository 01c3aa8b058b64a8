"""Write the pages of docs that follow from the code: ``make docs``."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

DOCS = Path(__file__).resolve().parents[2] / "docs"


def permissions() -> str:
    """docs/permissions.md: every action with its roles and reach, from the registry."""
    from groundswell.domain.access import ROLES
    from groundswell.kit.door import actions

    roles = list(ROLES)
    lines = [
        "# Who may do what",
        "",
        "Written from the rooms' `access.py` by `make docs`; a test fails when it lags. Reach: *site* the whole",
        "installation, *program* the program (writing needs a role over the whole program), *place* the places below",
        "one's own, *own* what one recorded oneself. Outsiders get 404 everywhere.",
        "",
        f"| Action | What | Reach | {' | '.join(roles)} |",
        f"|---|---|---|{'---|' * len(roles)}",
    ]
    for code, action in actions().items():
        if not code.startswith("tests."):
            marks = " | ".join("●" if role in action.roles else "" for role in roles)
            lines.append(
                f"| `{code}` | {action.label} | {action.reach}{', writes' if action.writes else ''} | {marks} |"
            )
    return "\n".join(lines) + "\n"


def main() -> None:
    """Write all of them."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "groundswell.config.settings")
    os.environ.setdefault("GROUNDSWELL_DATA", tempfile.mkdtemp())
    import django

    django.setup()
    (DOCS / "permissions.md").write_text(permissions(), encoding="utf-8")


if __name__ == "__main__":
    main()
