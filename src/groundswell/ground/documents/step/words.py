"""What the page of readability says."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.domain.documents.readability import BANDS, FEWEST_WORDS, LONG_SENTENCE, Calibration, Ease, Reading
from groundswell.kit.languages import direction_of, language_named
from groundswell.kit.style import drawing_style, written

EASY_SENTENCE = 15.0


def reading_shown(found: Reading) -> dict[str, Any]:
    """A reading as the page shows it: finding, numbers, sentences, words."""
    return {
        "answer": answer(found),
        "state": light(found),
        "because": because(found),
        "facts": calibration_said(found),
        "numbers": numbers(found),
        "longest": found.longest,
        "long_from": LONG_SENTENCE,
        "hard": found.hard,
        "often_long": found.often_long,
        "has_list": found.has_list,
        "language": found.language,
        "direction": direction_of(found.language),
    }


def light(found: Reading) -> str:
    """The mark beside the finding: by the band where there is one, else by the length of sentences."""
    if found.is_short or found.words_per_sentence is None:
        return "none"
    if found.ease is not None:
        return {Ease.VERY_EASY: "holds", Ease.EASY: "holds", Ease.MEDIUM: "look"}.get(found.ease, "pause")
    return "holds" if found.words_per_sentence <= EASY_SENTENCE else "look"


def answer(found: Reading) -> str:
    """The finding in a sentence."""
    if not found.words:
        return _("There are no words to measure")
    if found.calibration is Calibration.UNSPACED:
        return _("Words cannot be counted in this language: it puts no spaces between them")
    if found.ease is not None:
        return {
            Ease.VERY_EASY: _("Very easy to read"),
            Ease.EASY: _("Easy to read"),
            Ease.MEDIUM: _("Of medium difficulty"),
            Ease.HARD: _("Hard to read"),
            Ease.VERY_HARD: _("Very hard to read"),
        }[found.ease]
    length = {"n": written(found.words_per_sentence or 0, 1)}
    if (found.words_per_sentence or 0) <= EASY_SENTENCE:
        return _("Short sentences: %(n)s words on average") % length
    return _("Long sentences: %(n)s words on average") % length


def because(found: Reading) -> str:
    """What would make it plainer, the first things first."""
    parts = []
    if found.is_short and found.words:
        parts.append(
            _("Only %(n)s words: with fewer than %(least)s the numbers swing.")
            % {"n": written(found.words), "least": written(FEWEST_WORDS)}
        )
    if found.longest:
        count = len(found.longest)
        parts.append(
            ngettext("Split %(n)s long sentence.", "Split %(n)s long sentences.", count) % {"n": written(count)}
        )
    if found.hard:
        count = len(found.hard)
        parts.append(ngettext("%(n)s word has a plainer one.", "%(n)s words have plainer ones.", count)
                     % {"n": written(count)})  # fmt: skip
    return " ".join(parts)


def calibration_said(found: Reading) -> str:
    """What the numbers are worth in this language."""
    name = {"language": language_named(found.language)}
    return {
        Calibration.GRADED: _("The bands of LIX were published for %(language)s.") % name,
        Calibration.COMPARED: _(
            "Not calibrated for %(language)s: LIX was only compared in newspapers of this language. "
            "Compare texts of one language with each other; the bands do not hold."
        )
        % name,
        Calibration.NONE: _(
            "Not calibrated for %(language)s: six letters say nothing about its words. Only sentences are measured."
        )
        % name,
        Calibration.UNSPACED: _("Not calibrated for %(language)s.") % name,
        Calibration.OTHER_LETTERS: _("These are not the letters of %(language)s. Choose the language of the text.")
        % name,
    }[found.calibration]


def numbers(found: Reading) -> list[dict[str, str]]:
    """The measured numbers, each with what it is and on what it stands."""
    rows = []
    base = _("%(words)s words in %(sentences)s sentences") % {
        "words": written(found.words),
        "sentences": written(found.sentences),
    }
    if found.words_per_sentence is not None:
        rows.append({"value": written(found.words_per_sentence, 1), "what": _("words per sentence"), "of": base})
    if found.long_share is not None and found.lix is not None and found.rix is not None:
        share = drawing_style().percent(found.long_share, 0)
        of = _("%(n)s of %(words)s words") % {"n": written(found.long_words), "words": written(found.words)}
        rows.append({"value": share, "what": _("words of more than six letters"), "of": of})
        rows.append({"value": written(found.lix), "what": _("LIX"), "of": bands_said(found)})
        rows.append({"value": written(found.rix, 1), "what": _("RIX: long words per sentence"), "of": year_said(found)})
    return rows


def bands_said(found: Reading) -> str:
    """The bands, where they hold."""
    if found.ease is None:
        return _("not calibrated")
    return _("easy below %(easy)s, hard from %(hard)s") % {"easy": written(BANDS[1]), "hard": written(BANDS[2])}


def year_said(found: Reading) -> str:
    """For which school year, in English."""
    if found.school_year is None:
        return _("not calibrated")
    if found.school_year > 12:
        return _("for readers after school, by steps that this software chose")
    return _("roughly school year %(n)s in English, by steps that this software chose") % {
        "n": written(found.school_year)
    }
