"""Typed reading of the environment: a bad value stops the start with a sentence."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import unquote, urlsplit

from groundswell.domain.errors import BadInput

TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off", ""}


def text(name: str, default: str = "") -> str:
    """The value of a setting; ``NAME_FILE`` names a file that holds it, for secrets."""
    if file := os.environ.get(f"{name}_FILE"):
        return Path(file).read_text(encoding="utf-8").strip()
    return os.environ.get(name, default)


def flag(name: str, *, default: bool) -> bool:
    """A yes or no.

    Raises:
        BadInput: The value is neither.
    """
    value = text(name, "true" if default else "false").lower()
    if value not in TRUE | FALSE:
        raise BadInput(f"{name} is “{value}”.", "Write true or false.", code="config.flag")
    return value in TRUE


def whole(name: str, default: int) -> int:
    """A whole number.

    Raises:
        BadInput: The value is not one.
    """
    value = text(name, str(default))
    if not value.isdigit():
        raise BadInput(f"{name} is “{value}”.", "Write a whole number.", code="config.whole")
    return int(value)


def one_of(name: str, default: str, choices: tuple[str, ...]) -> str:
    """One word of a few.

    Raises:
        BadInput: The value is none of them.
    """
    value = text(name, default).lower()
    if value not in choices:
        raise BadInput(f"{name} is “{value}”.", f"Write one of: {', '.join(choices)}.", code="config.choice")
    return value


def words(name: str, default: str = "") -> list[str]:
    """A list, separated by commas."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def database(url: str, sqlite_file: Path) -> dict[str, object]:
    """Django's description of the database that a URL names; SQLite in the data folder without one.

    Args:
        url: ``postgresql://user:password@host:port/name``, ``sqlite:///path`` or empty.
        sqlite_file: File used when there is no URL.

    Raises:
        BadInput: The scheme is not one of these.
    """
    if not url or url.startswith("sqlite:"):
        return sqlite(Path(url.removeprefix("sqlite:///")) if url else sqlite_file)
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        text = f"DATABASE_URL begins with “{parts.scheme}”."
        raise BadInput(text, "Use postgresql:// or sqlite:///.", code="config.database")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def sqlite(file: Path) -> dict[str, object]:
    """SQLite that keeps what it acknowledged: WAL, immediate transactions, full synchronisation."""
    pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA cache_size=-65536;"
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(file),
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": pragmas},
    }


def secret(folder: Path) -> str:
    """The key that signs sessions: ``SECRET_KEY``, or one made once and kept in the data folder."""
    if value := text("SECRET_KEY"):
        return value
    file = folder / "secret-key"
    if not file.exists():
        folder.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)
        file.write_text(os.urandom(48).hex(), encoding="utf-8")
    return file.read_text(encoding="utf-8")
