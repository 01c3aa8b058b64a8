"""What services and selectors gave, as the API tells it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from groundswell.across.exchange.services import ChoiceColumn, Column, Outcome, passed
from groundswell.domain.errors import RowRefused
from groundswell.kit.telling import told

MOST_TOLD = 500


def column(each: Column) -> dict[str, Any]:
    """A column."""
    codes = each.codes if isinstance(each, ChoiceColumn) else tuple((word, word) for word in each.allowed)
    return {
        "key": each.key, "title": told(each.title), "kind": each.kind, "unit": told(each.unit),
        "required": each.required, "locked": each.locked,
        "choices": [{"code": code, "word": word} for code, word in codes],
    }  # fmt: skip


def preview(outcome: Outcome) -> dict[str, Any]:
    """What rows would do."""
    return {
        **outcome.counts,
        "changes": changes(outcome),
        "refusals": [refusal(each) for each in outcome.refused[:MOST_TOLD]],
        "key": uuid4(),
        "fingerprint": outcome.fingerprint(),
    }


def changes(outcome: Outcome) -> list[dict[str, Any]]:
    """The cells that would change, with what stands there."""
    columns = {each.key: each for each in outcome.columns}
    return [
        {
            "row": row.number, "thing": row.before.label, "field": key,
            "old": passed(columns[key], row.before.cells.get(key)), "new": passed(columns[key], row.cells.get(key)),
        }
        for row in outcome.changed[:MOST_TOLD] if row.before
        for key in row.differing
    ]  # fmt: skip


def refusal(error: RowRefused) -> dict[str, Any]:
    """A row that cannot be used."""
    where = error.where
    return {
        "row": where.row, "field": where.field, "value": where.value, "code": error.code, "text": told(error.text),
        "remedy": told(error.remedy),
    }  # fmt: skip


def applied(done: Any) -> dict[str, Any]:
    """What was written."""
    return {**done.counts, "key": done.key, "applied_at": done.applied_at}


def value(row: Mapping[str, Any]) -> dict[str, Any]:
    """A value of an indicator."""
    return {
        "place": row["place__key"], "place_code": row["place__code"], "place_name": row["place__name"],
        "indicator": row["indicator__code"], "group": row["disaggregation"],
        "period": row["period"], "numerator": row["numerator"], "denominator": row["denominator"],
        "value": row["value"], "flag": row["flag"], "comment": row["comment"], "entered_at": row["entered_at"],
    }  # fmt: skip
