"""Writing rounds: opening, asking, closing; answers by a link or from paper."""

from groundswell.ground.instruments.services.rounds import (
    Asked,
    RoundFacts,
    close_round,
    invite_raters,
    open_round,
    renew_link,
    withdraw_rater,
)
from groundswell.ground.instruments.services.sending import Filled, Given, save_draft, send, type_in

__all__ = [
    "Asked",
    "Filled",
    "Given",
    "RoundFacts",
    "close_round",
    "invite_raters",
    "open_round",
    "renew_link",
    "save_draft",
    "send",
    "type_in",
    "withdraw_rater",
]
