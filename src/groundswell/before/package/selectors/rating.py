"""The quality of the package as two raters see it (instrument 2.6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext_lazy

from groundswell.domain.package.facts import Rated
from groundswell.ground.instruments.models import Round
from groundswell.ground.instruments.selectors import Result, offer_home, results_of, rounds_of
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Permit

INSTRUMENT = "package"


@dataclass(frozen=True)
class Rating:
    """The last closed round with a result.

    Args:
        round: The round, None where none is closed.
        result: What it says, None where too few answered.
    """

    round: Round | None = None
    result: Result | None = None

    @property
    def rated(self) -> Rated | None:
        """As the rules read it."""
        if self.result is None or self.result.score is None:
            return None
        return Rated(self.result.score, len(self.result.gaps), self.result.n, self.result.kappa)

    @property
    def closed_on(self) -> date | None:
        """The day it was closed."""
        return timezone.localdate(self.round.closed_at) if self.round and self.round.closed_at else None


def rating_of(permit: Permit, program: Program) -> Rating:
    """The rating that stands: the last closed round with a result; at most two queries.

    Args:
        permit: A permit of the person.
        program: The program.
    """
    closed = list(rounds_of(permit, program, INSTRUMENT).filter(closed_at__isnull=False).order_by("-closed_at", "-id"))
    results = results_of(closed) if closed else {}
    standing = [Rating(row, results[row.pk]) for row in closed if results[row.pk]]
    return standing[0] if standing else Rating(closed[0]) if closed else Rating()


offer_home(INSTRUMENT, "package:package", gettext_lazy("4 What we spread"))
