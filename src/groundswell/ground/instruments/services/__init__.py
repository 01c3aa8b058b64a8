"""Writing rounds: opening, asking, closing; answers by a link or from paper."""

from groundswell.ground.instruments.services.editions import change_instrument, keep_edition, keep_next, read_edition
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
    "change_instrument",
    "close_round",
    "invite_raters",
    "keep_edition",
    "keep_next",
    "open_round",
    "read_edition",
    "renew_link",
    "save_draft",
    "send",
    "type_in",
    "withdraw_rater",
]
