"""A vote in the manner of Delphi: do enough people choose the top boxes, and close together?"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from groundswell.domain.errors import BadInput, CannotJudge
from groundswell.domain.said import said as _
from groundswell.domain.values import Judgement

CONSENSUS, NO_CONSENSUS = "consensus", "no consensus"


def delphi_vote(
    votes: Sequence[float], boxes: int = 5, *, share_needed: float = 0.75, iqr_allowed: float = 1.0
) -> Judgement:
    """Judge a vote.

    Args:
        votes: One box per voter, 1 to ``boxes``; those who did not know are left out before.
        boxes: How many boxes there are; the two highest count.
        share_needed: Share of votes that must lie in them.
        iqr_allowed: Widest interquartile range (quartiles interpolated linearly), in boxes.

    Returns:
        "consensus" or "no consensus"; share and range in the detail.

    Raises:
        BadInput: A vote is in no box.
        CannotJudge: Nobody voted.

    Source:
        Method 2.5: 75 per cent or more in the top two of five, interquartile range 1 or less.

    Example:
        >>> delphi_vote([5, 4, 4, 5, 4, 4, 5, 3]).value
        'consensus'
    """
    if not votes:
        raise CannotJudge(_("Nobody voted."), code="instrument.votes")
    if any(vote not in range(1, boxes + 1) for vote in votes):
        raise BadInput(_("A vote is in no box."), _("Boxes go from 1 to %(boxes)s.", boxes=boxes), code="votes")
    share = sum(vote >= boxes - 1 for vote in votes) / len(votes)
    lower, upper = np.quantile(votes, [0.25, 0.75])
    iqr = float(upper - lower)
    agreed = share >= share_needed - 1e-9 and iqr <= iqr_allowed + 1e-9
    return Judgement(
        CONSENSUS if agreed else NO_CONSENSUS,
        "",
        n=len(votes),
        basis="top two boxes and interquartile range",
        detail={"share": share, "iqr": iqr},
    )
