"""Frozen inputs as JSON and back, and the fingerprint by which a verdict can be checked for ever.

Canonical form: keys sorted, no white space, UTF-8, whole numbers without a point, others in their shortest exact form,
so that both databases give back the same text. The fingerprint is the SHA-256 of that text.
"""

from __future__ import annotations

import hashlib
import json
import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import Any, Union, cast, get_args, get_origin, get_type_hints

from groundswell.domain.errors import BadInput


def frozen(value: Any) -> Any:
    """A value of the domain as plain JSON.

    Args:
        value: A frozen dataclass, an enum, a date, a number, words, or a tuple or mapping of these.

    Returns:
        What ``json.dumps`` takes; dataclasses by field name.
    """
    if isinstance(value, Enum):
        return value.value
    if is_dataclass(value) and not isinstance(value, type):
        return {item.name: frozen(getattr(value, item.name)) for item in fields(value)}
    if isinstance(value, tuple | list):
        return [frozen(item) for item in value]
    if isinstance(value, Mapping):
        return {str(name): frozen(item) for name, item in value.items()}
    return value.isoformat() if isinstance(value, date) else value


def thawed[T](kind: type[T], data: Any) -> T:
    """The value of the domain that :func:`frozen` made JSON of.

    Args:
        kind: The dataclass.
        data: Its JSON.

    Returns:
        The value, equal to the one that was frozen.

    Raises:
        BadInput: The JSON has a field that the dataclass does not know, or lacks one it needs.
    """
    return cast(T, revive(kind, data))


def revive(kind: Any, data: Any) -> Any:
    """One value of an annotated kind from its JSON."""
    kind = getattr(kind, "__value__", kind)
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        if data is None:
            return None
        return revive(next(item for item in arguments if item is not type(None)), data)
    if origin is tuple:
        return tuple(revive(arguments[0], item) for item in data)
    plain = origin or kind
    if is_dataclass(plain):
        return revive_dataclass(plain, arguments, data)
    if isinstance(plain, type) and issubclass(plain, Enum):
        return plain(data)
    return date.fromisoformat(data) if plain is date else data


def revive_dataclass(kind: Any, arguments: tuple[Any, ...], data: Mapping[str, Any]) -> Any:
    """A dataclass from its JSON; a generic one takes its type from the annotation."""
    parameters = getattr(kind, "__type_params__", ())
    hints = get_type_hints(kind, localns={each.__name__: each for each in parameters})  # Python 3.12 asks for them
    unknown = set(data) - set(hints)
    if unknown:
        raise BadInput(
            f"The frozen {kind.__name__} names {', '.join(sorted(unknown))}, which this version does not know.",
            "Read it with the version that froze it.",
            code="gates.frozen",
        )
    bound = dict(zip(parameters, arguments, strict=False))
    return kind(**{name: revive(bound.get(hints[name], hints[name]), item) for name, item in data.items()})


def canonical(data: Any) -> str:
    """The one text of a JSON value."""
    return json.dumps(whole(data), sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def whole(data: Any) -> Any:
    """The same JSON with whole numbers as integers: PostgreSQL gives 1e22 back as one, SQLite does not."""
    if isinstance(data, dict):
        return {name: whole(item) for name, item in data.items()}
    if isinstance(data, list):
        return [whole(item) for item in data]
    return int(data) if isinstance(data, float) and data.is_integer() else data


def fingerprint(data: Any) -> str:
    """The SHA-256 of the canonical text, in hexadecimal.

    Example:
        >>> fingerprint({"b": 1, "a": [0.5]}) == fingerprint({"a": [0.5], "b": 1})
        True
    """
    return hashlib.sha256(canonical(data).encode()).hexdigest()
