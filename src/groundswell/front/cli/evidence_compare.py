"""Comparing two arms from a file of clusters, in the contract's shape."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import Any

from groundswell.across.exchange.formats.tables import Row, Table, read_table
from groundswell.domain.errors import BadInput, RowRefused
from groundswell.domain.stats.cluster_tests import Finding, NotComputed
from groundswell.domain.stats.clusters import ClusterRow, merged
from groundswell.domain.stats.comparison import Outcome, compare
from groundswell.domain.stats.did import before_and_after
from groundswell.domain.stats.permutation import SEED
from groundswell.front.cli.figures import figure
from groundswell.front.cli.gee import mancl_derouen

MISSING = ("NA", "na", "")


def read_clusters(table: Table) -> tuple[ClusterRow, ...]:
    """Read one cluster (and period) per row.

    Args:
        table: The file, with ``arm, cluster, n`` and ``events`` or ``value``.

    Returns:
        The rows.

    Raises:
        BadInput: A column is missing or a cell cannot be used.
    """
    table.require("arm", "cluster")
    if "events" not in table.headers and "value" not in table.headers:
        raise BadInput(
            f"{table.name} has neither a column events nor a column value.",
            "Give n and events, or n and value, per cluster.",
            code="compare.columns",
        )
    if "events" in table.headers:
        table.require("n")
    return tuple(_cluster(row) for row in table)


def _cluster(row: Row) -> ClusterRow:
    arm = figure(row, "arm", required=True)
    if arm not in (0, 1):
        raise row.refuse(
            "arm", f"The arm is {row.text('arm')}.", "Write 1 for the approach, 0 for the control.", code="arm"
        )
    if not row.text("cluster"):
        raise row.refuse("cluster", "The cluster has no name.", "Name each cluster.", code="cluster")
    size = figure(row, "n", missing=MISSING) if "n" in row else 1.0
    events = figure(row, "events", missing=MISSING) if "events" in row else None
    value = figure(row, "value", missing=MISSING) if "value" in row else None
    if size is None or (events is None and value is None):
        field = "n" if size is None else "events" if "events" in row else "value"
        raise row.refuse(
            field, "A number is missing.", "Leave out clusters that were not measured.", code="compare.missing"
        )
    try:
        return ClusterRow(
            int(arm),
            row.text("cluster"),
            size,
            events=events,
            value=value if events is None else None,
            sd=figure(row, "sd", missing=MISSING) if "sd" in row and events is None else None,
            pair=row.text("pair"),
            stratum=row.text("stratum"),
            period=row.text("period"),
        )
    except RowRefused:
        raise
    except BadInput as wrong:
        field = "n" if not size > 0 else "events" if events is not None else "value"
        raise row.refuse(field, wrong.text, wrong.remedy, code=wrong.code) from wrong


def comparison_answer(arguments: argparse.Namespace) -> dict[str, Any]:
    """Compare the arms of a file.

    Args:
        arguments: File, sheet, post, level and seed.

    Returns:
        The answer of ``evidence compare``.

    Raises:
        BadInput: The file or an option cannot be used.
        CannotJudge: There is nothing to compare.
    """
    table = read_table(arguments.file, sheet=arguments.sheet)
    rows = read_clusters(table)
    seed = SEED if arguments.seed is None else arguments.seed
    found = compare(rows, post=arguments.post, level=arguments.level, seed=seed)
    after: Sequence[ClusterRow] = merged(before_and_after(rows, arguments.post)[1])
    methods = dict(found.methods)
    alone = methods.pop("individual")
    methods["gee_mancl_derouen"] = mancl_derouen(after, arguments.level)
    methods["individual"] = alone
    return {
        "clusters": {str(arm): count for arm, count in found.clusters.items()},
        "people": {str(arm): count for arm, count in found.people.items()},
        "icc": found.icc,
        "icc_by_arm": {str(arm): icc for arm, icc in found.icc_by_arm.items()},
        "design_effect": found.design_effect,
        "recommended": found.recommended,
        "methods": {name: _method(outcome) for name, outcome in methods.items()},
        "why": {} if found.icc is not None else {"icc": "needs two clusters in an arm and the spread between people"},
        "warnings": [*found.warnings, *table.notes],
    }


def _method(outcome: Outcome) -> dict[str, Any] | None:
    if outcome is None:
        return None
    if isinstance(outcome, NotComputed):
        return {"why": outcome.why}
    return _numbers(outcome)


def _numbers(found: Finding) -> dict[str, Any]:
    answer: dict[str, Any] = {
        "scale": found.scale,
        "estimate": found.estimate,
        "se": found.se,
        "df": found.df,
        "ci": None if found.ci is None else [found.ci.lower, found.ci.upper],
        "p": found.p,
    }
    if found.ratio is not None and found.ratio_ci is not None:
        answer["ratio"] = {"estimate": found.ratio, "ci": [found.ratio_ci.lower, found.ratio_ci.upper]}
    if found.why:
        answer["why"] = found.why
    return answer
