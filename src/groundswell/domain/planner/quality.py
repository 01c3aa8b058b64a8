"""How likely a place holds the quality floor: what is lost on the way to it, and what is lost as time goes by."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

type Figures = float | np.ndarray


@dataclass(frozen=True)
class Cascade:
    """What the cascade of training loses; shares.

    Args:
        floor: Quality that a place must not fall below.
        pilot_quality: Quality where the method was made. Assumed.
        loss: Share lost at each hand-over: mean of Beta(3.5, 25). Assumed, until pairs of step 9 replace it.
        visit_saves: Share of the last hand-over's loss that a visit to a host avoids. Assumed.
        unready_loss: Share lost where readiness is none. Assumed.
        decay: Share of what can be lost that is lost in a quarter without supervision.
        plateau: Share that stays without supervision (Helping Babies Breathe, four months: 56.9/90.2 = .63).
        turnover: Share of the people who are replaced in a quarter. Assumed.
        refresher: Share of what the new people lack that supervision restores. Assumed.
        spread: Standard deviation between places of the logit of quality. Assumed.
    """

    floor: float = 0.65
    pilot_quality: float = 0.95
    loss: Figures = 3.5 / 28.5
    visit_saves: Figures = 0.45
    unready_loss: float = 0.15
    decay: Figures = 0.20
    plateau: Figures = 0.60
    turnover: Figures = 0.05
    refresher: float = 0.9
    spread: float = 0.5


@dataclass(frozen=True)
class Delivery:
    """How the method reaches a place: hand-overs, share of quarters supervised, whether a host is visited."""

    transfers: Figures
    supervised: Figures
    visited: Figures


def expected_quality(cascade: Cascade, delivery: Delivery, readiness: Figures, age: Figures) -> np.ndarray:
    """Mean quality of a place.

    Args:
        cascade: What is lost.
        delivery: How the method reaches the place.
        readiness: Share.
        age: Quarters since the start.

    Returns:
        Share: pilot's quality, times what each hand-over leaves, what readiness leaves, what supervision keeps of a
        decay towards the plateau, and what new people lack.

    Source:
        Method 3.5 for the hand-overs; planner, section 7, for the numbers.

    Example:
        >>> direct = Delivery(transfers=1, supervised=1, visited=0)
        >>> round(float(expected_quality(Cascade(), direct, 1, 0)), 4)
        0.8333
    """
    kept = (1 - cascade.loss) ** np.asarray(delivery.transfers, float)
    last = (1 - cascade.loss * (1 - cascade.visit_saves)) / (1 - cascade.loss)
    kept = kept * np.where(np.asarray(delivery.visited, bool), last, 1.0)
    kept = kept * (1 - cascade.unready_loss * (1 - np.asarray(readiness, float)))
    left_alone = (1 - cascade.plateau) * (1 - (1 - cascade.decay) ** np.asarray(age, float))
    kept = kept * (1 - left_alone * (1 - np.asarray(delivery.supervised, float)))
    replaced = 1 - (1 - cascade.turnover) ** np.asarray(age, float)
    restored = cascade.refresher * np.asarray(delivery.supervised, float)
    return np.asarray(cascade.pilot_quality * kept * (1 - replaced * cascade.loss * (1 - restored)))


def chance_of_holding(cascade: Cascade, quality: np.ndarray) -> np.ndarray:
    """Probability that a place of this mean quality lies at or above the floor, logits being normal between places.

    Args:
        cascade: For its floor and spread.
        quality: Shares.

    Example:
        >>> float(chance_of_holding(Cascade(), np.array(.65)))
        0.5
    """
    inside = np.clip(quality, 1e-9, 1 - 1e-9)
    distance = np.log(inside / (1 - inside)) - np.log(cascade.floor / (1 - cascade.floor))
    return np.asarray(ndtr(distance / cascade.spread))
