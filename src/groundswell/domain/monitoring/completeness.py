"""Are the reports there, and in time? Shares of expected reports, with the expansion gate's line of 80 %."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from groundswell.domain.errors import BadInput
from groundswell.domain.said import said as _

COMPLETE_ENOUGH_SHARE = 0.80


@dataclass(frozen=True)
class Report:
    """One expected report: whether it came, and in time.

    Args:
        place: Code of the place that owes it.
        period: Label of its period.
        received: Whether it came.
        on_time: Whether it came by the due day; a report that never came is not on time.
    """

    place: str
    period: str
    received: bool
    on_time: bool = False


@dataclass(frozen=True)
class Completeness:
    """How many of the expected reports came, and how many in time.

    Args:
        expected: Reports expected.
        received: Reports that came.
        on_time: Reports that came by the due day.
    """

    expected: int
    received: int
    on_time: int

    def __post_init__(self) -> None:
        if not 0 <= self.on_time <= self.received <= self.expected:
            raise BadInput(
                _(
                    "%(on_time)s reports on time, %(received)s received and %(expected)s expected do not fit.",
                    on_time=self.on_time,
                    received=self.received,
                    expected=self.expected,
                ),
                _("Count each expected report once; those on time are among those received."),
                code="completeness.counts",
            )

    @property
    def complete_share(self) -> float | None:
        """Received of expected, fraction; None when none was expected."""
        return self.received / self.expected if self.expected else None

    @property
    def timely_share(self) -> float | None:
        """On time of expected, fraction; None when none was expected."""
        return self.on_time / self.expected if self.expected else None

    @property
    def complete_enough(self) -> bool:
        """Whether at least 80 % came: below it, nothing is judged and no wave starts unsigned."""
        return self.complete_share is not None and self.complete_share >= COMPLETE_ENOUGH_SHARE


def completeness_of(reports: Iterable[Report]) -> Completeness:
    """Count expected, received and timely reports.

    Example:
        >>> completeness_of([Report("A", "2024-01", True, True), Report("B", "2024-01", False)]).complete_share
        0.5
    """
    rows = list(reports)
    received = [row for row in rows if row.received]
    return Completeness(len(rows), len(received), sum(row.on_time for row in received))
