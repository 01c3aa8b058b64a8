"""The description of the API as rows for a page that needs no script: Swagger's own page would take 1.4 MB of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Named:
    """A parameter, or a part of what is sent or answered."""

    name: str
    kind: str
    text: str


@dataclass(frozen=True)
class OperationPage:
    """One thing that programs can ask for."""

    method: str
    path: str
    title: str
    text: str
    asks: tuple[Named, ...]
    sends: tuple[Named, ...]
    answers: tuple[Named, ...]


def pages(schema: Mapping[str, Any]) -> list[OperationPage]:
    """The operations of a description, in its order.

    Args:
        schema: OpenAPI 3.1.
    """
    shapes = schema["components"]["schemas"]
    return [
        OperationPage(
            method.upper(), path, said["summary"], said.get("description", ""), tuple(asked(said)),
            tuple(parts(shapes, said.get("requestBody", {}))), tuple(parts(shapes, said["responses"][200])),
        )
        for path, methods in schema["paths"].items()
        for method, said in methods.items()
    ]  # fmt: skip


def asked(said: Mapping[str, Any]) -> Iterator[Named]:
    """The parameters of an operation."""
    for each in said["parameters"]:
        yield Named(each["name"], kind_of(each["schema"]), each.get("description", ""))


def parts(shapes: Mapping[str, Any], holder: Mapping[str, Any], above: str = "") -> Iterator[Named]:
    """The parts of what is sent or answered, those within lists too."""
    schema = holder.get("content", {}).get("application/json", {}).get("schema", holder)
    for name, said in shape_of(shapes, schema).get("properties", {}).items():
        yield Named(f"{above}{name}", kind_of(said), said.get("description", ""))
        if "$ref" in said.get("items", {}):
            yield from parts(shapes, said["items"], f"{above}{name}[].")


def shape_of(shapes: Mapping[str, Any], schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """A shape, looked up where it is only named."""
    name = str(schema.get("$ref", "")).rpartition("/")[2]
    return shapes[name] if name else schema


def kind_of(said: Mapping[str, Any]) -> str:
    """What a part holds, in a word."""
    if "anyOf" in said:
        return " | ".join(dict.fromkeys(kind_of(each) for each in said["anyOf"]))
    if "$ref" in said:
        return str(said["$ref"]).rpartition("/")[2]
    return str(said.get("format") or said.get("type", ""))
