"""Reading rounds: the rounds themselves, raters and answers, the questionnaire, and what a round says."""

from groundswell.ground.instruments.selectors.editions import in_use, instrument_for, rounds_by_version, versions_of
from groundswell.ground.instruments.selectors.homes import home_of, offer_home
from groundswell.ground.instruments.selectors.questionnaires import (
    Questionnaire,
    instrument_named,
    instrument_of,
    questionnaire,
    questionnaire_of,
)
from groundswell.ground.instruments.selectors.results import (
    ItemResult,
    Result,
    has_result,
    result_of,
    results_of,
    waits_for_close,
)
from groundswell.ground.instruments.selectors.rounds import (
    answers_kept,
    last_sheet,
    rater_by_key,
    rater_by_secret,
    raters_of,
    round_by_key,
    rounds_of,
)

__all__ = [
    "ItemResult",
    "Questionnaire",
    "Result",
    "answers_kept",
    "has_result",
    "home_of",
    "in_use",
    "instrument_for",
    "instrument_named",
    "instrument_of",
    "last_sheet",
    "offer_home",
    "questionnaire",
    "questionnaire_of",
    "rater_by_key",
    "rater_by_secret",
    "raters_of",
    "result_of",
    "results_of",
    "round_by_key",
    "rounds_by_version",
    "rounds_of",
    "versions_of",
    "waits_for_close",
]
