"""Which policies of the register are asked for: by level, kind, how they stand, and place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from groundswell.before.policy.models import Policy
from groundswell.before.policy.selectors.register import frozen
from groundswell.domain.access import within
from groundswell.ground.places.models import Place

STANDINGS = {
    "blocking": _("Blocks"),
    "inhibiting": _("Hinders"),
    "neutral": _("Neutral"),
    "supportive": _("Helps"),
    "settled": _("Settled"),
    "idle": _("Not in force"),
}


@dataclass(frozen=True)
class Choice:
    """What is asked for; everything where nothing is said.

    Args:
        level: Depth of the jurisdiction.
        kind: Code of the kind.
        standing: How it stands, a code of ``STANDINGS``.
        place: A place where it holds, or that lies above the place where it holds.
    """

    level: int | None = None
    kind: str = ""
    standing: str = ""
    place: Place | None = None

    def takes(self, policy: Policy, on: date) -> bool:
        """Whether a policy is asked for, as it stands on a day."""
        return (
            self.level in (None, policy.place.depth)
            and self.kind in ("", policy.kind)
            and self.standing in ("", frozen(policy).standing_on(on))
            and (self.place is None or touches(policy, self.place))
        )


def touches(policy: Policy, place: Place) -> bool:
    """Whether a policy holds in a place, or in a part of it."""
    return within(place.path, policy.place.path) or within(policy.place.path, place.path)


def narrowed(policies: Iterable[Policy], choice: Choice, on: date) -> list[Policy]:
    """The policies that are asked for, in their order."""
    return [policy for policy in policies if choice.takes(policy, on)]
