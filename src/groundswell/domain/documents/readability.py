"""How hard a text is to read: sentences, long words, LIX and RIX, and plainer words (docs/method/readability.md)."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from groundswell.domain.documents.plainer import ELIDED, Wordlist, wordlist

LONG_LETTERS = 6
LONG_SENTENCE = 20
FEWEST_WORDS = 100
QUOTED = 5
LISTED = 10
END = re.compile(r"(?<=[.!?…؟۔।॥።፧。！？])[\"'”’»)\]]*(?:\s+|(?<=[。！？])|$)")
BLOCK = re.compile(r"\n\s*\n|\n(?=\s*(?:[-*+•]|\d+[.)]|#{1,6}|>)\s)|(?<=:)\n|\|")
MARKUP = re.compile(r"^\s*(?:#{1,6}|[-*+•>]|\d+[.)])\s+|[*_`~]{1,3}(?=\S)|(?<=\S)[*_`~]{1,3}|^\s*:?-{3,}:?\s*$", re.M)
LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
ELISION = re.compile(r"(?<=\w)[’'](?=\w)")
UNSPACED = frozenset(("th", "lo", "km", "my", "zh", "ja", "bo", "dz"))
BANDS = (25.0, 35.0, 45.0, 55.0)
GRADES = (0.2, 0.5, 0.8, 1.3, 1.8, 2.4, 3.0, 3.7, 4.5, 5.3, 6.2, 7.2)


class Ease(StrEnum):
    """The bands of LIX."""

    VERY_EASY = "very easy"
    EASY = "easy"
    MEDIUM = "medium"
    HARD = "hard"
    VERY_HARD = "very hard"


class Calibration(StrEnum):
    """What a LIX is worth in a language."""

    GRADED = "graded"
    COMPARED = "compared"
    NONE = "none"
    UNSPACED = "unspaced"
    OTHER_LETTERS = "other letters"


GRADED_IN = frozenset(("sv", "en"))
COMPARED_IN = frozenset(("da", "nb", "nn", "no", "de", "fr", "it", "es", "pt", "fi", "ru"))


@dataclass(frozen=True)
class Hard:
    """A word that has a plainer one.

    Args:
        word: As it stands in the text, in small letters.
        plainer: What to write instead.
        count: How often it stands there.
    """

    word: str
    plainer: str
    count: int


@dataclass(frozen=True)
class Reading:
    """What was measured in a text.

    Args:
        language: The tag of its language.
        words: Words.
        sentences: Sentences; list entries and headings count as one each.
        long_words: Words of more than six letters.
        calibration: What LIX is worth in this language.
        longest: The longest sentences, the longest first, with their words.
        hard: Words with a plainer one, the most frequent first.
        often_long: Long words without one, with how often they stand there.
        has_list: Whether there is a list of plainer words in this language.
    """

    language: str
    words: int
    sentences: int
    long_words: int
    calibration: Calibration
    longest: tuple[tuple[str, int], ...] = ()
    hard: tuple[Hard, ...] = ()
    often_long: tuple[tuple[str, int], ...] = ()
    has_list: bool = False

    @property
    def words_per_sentence(self) -> float | None:
        """The mean length of a sentence in words; None without words, or where words cannot be told apart."""
        return self.words / self.sentences if self.words and self.calibration is not Calibration.UNSPACED else None

    @property
    def long_share(self) -> float | None:
        """The share of words of more than six letters; None where letters do not say how long a word is."""
        return self.long_words / self.words if self.words and self.is_spelt else None

    @property
    def is_spelt(self) -> bool:
        """Whether LIX was published for the language, and the text is in it; where not, six letters are no measure."""
        return self.calibration in (Calibration.GRADED, Calibration.COMPARED)

    @property
    def lix(self) -> float | None:
        """Words per sentence plus the percentage of long words; None where it means nothing."""
        if self.long_share is None or self.words_per_sentence is None:
            return None
        return self.words_per_sentence + 100 * self.long_share

    @property
    def rix(self) -> float | None:
        """Long words per sentence; None where it means nothing."""
        return self.long_words / self.sentences if self.long_share is not None else None

    @property
    def ease(self) -> Ease | None:
        """The band of LIX, only in languages for which the bands were published."""
        if self.lix is None or self.calibration is not Calibration.GRADED:
            return None
        return list(Ease)[sum(self.lix >= limit for limit in BANDS)]

    @property
    def school_year(self) -> int | None:
        """The school year of RIX in English, 1 to 12; 13 stands for after school. None in other languages."""
        if self.rix is None or self.language.split("-")[0] != "en":
            return None
        return 1 + sum(self.rix >= limit for limit in GRADES)

    @property
    def is_short(self) -> bool:
        """Whether the text is too short for a steady number."""
        return self.words < FEWEST_WORDS


def reading_of(text: str, language: str) -> Reading:
    """Measure a text.

    Args:
        text: Plain or Markdown text.
        language: The tag of its language, such as ``en`` or ``fr-BF``.

    Returns:
        The counts and what follows from them. LIX = words / sentences + 100 × long words / words, with words of
        more than six letters as long; RIX = long words / sentences.

    Source:
        C. H. Björnsson, Läsbarhet (Liber, 1968); J. Anderson, Lix and Rix: variations on a little-known readability
        index, Journal of Reading 26 (1983) 490–496; C. H. Björnsson, Readability of newspapers in 11 languages,
        Reading Research Quarterly 18 (1983) 480–497.

    Example:
        Ten words in two sentences, three of them long: 10 / 2 + 100 × 3 / 10 = 35.

        >>> found = reading_of("The facilitator greets every mother. She explains the picture cards.", "en")
        >>> found.words, found.sentences, found.long_words, found.lix, found.rix
        (10, 2, 3, 35.0, 1.5)
    """
    base = language.split("-")[0].casefold()
    listed = wordlist(base)
    sentences = [words for part in sentences_of(text, listed.abbreviations) if (words := words_of(part, base))]
    words = [word for sentence in sentences for word in sentence]
    long_words = [word for word in words if letters_in(word) > LONG_LETTERS]
    calibration = calibration_of(base) if is_written_in(base, words) else Calibration.OTHER_LETTERS
    hard = hard_words(sentences, listed)
    named = {part for found in hard for part in found.word.split()}
    often = Counter(folded(word) for word in long_words)
    return Reading(
        language, len(words), len(sentences), len(long_words), calibration,
        longest=longest_of(text, listed.abbreviations, base) if calibration is not Calibration.UNSPACED else (),
        hard=hard,
        often_long=tuple((w, n) for w, n in ranked(often) if w not in named and n > 1)[:LISTED],
        has_list=bool(listed.plainer),
    )  # fmt: skip


def calibration_of(base: str) -> Calibration:
    """What LIX is worth in a language: bands published, only compared in newspapers, or nothing."""
    if base in UNSPACED:
        return Calibration.UNSPACED
    if base in GRADED_IN:
        return Calibration.GRADED
    return Calibration.COMPARED if base in COMPARED_IN else Calibration.NONE


def is_written_in(base: str, words: Iterable[str]) -> bool:
    """Whether most letters are those of the language, as far as LIX was published for it; a guard against mix-ups.

    Example:
        >>> is_written_in("en", ["نعم"]), is_written_in("ru", ["да"]), is_written_in("ar", ["yes"])
        (False, True, True)
    """
    if calibration_of(base) not in (Calibration.GRADED, Calibration.COMPARED):
        return True
    letters = [unicodedata.name(sign, "") for word in words for sign in word if sign.isalpha()]
    script = "CYRILLIC" if base == "ru" else "LATIN"
    return 2 * sum(name.startswith(script) for name in letters) >= len(letters)


def sentences_of(text: str, abbreviations: frozenset[str] = frozenset()) -> list[str]:
    """The sentences of a text: up to . ! ? … and their like in other scripts, or the end of a paragraph or list entry.

    Args:
        text: Plain or Markdown text.
        abbreviations: What ends in a full stop without ending a sentence, in small letters without the stop.

    Example:
        >>> sentences_of("Dr. Alie came. ماذا تقولون؟ نعم.", frozenset(["dr"]))
        ['Dr. Alie came.', 'ماذا تقولون؟', 'نعم.']
    """
    plain = LINK.sub(r"\1", text.replace("\r\n", "\n"))
    found: list[str] = []
    for block in BLOCK.split(plain):
        line = " ".join(MARKUP.sub(" ", block).split())
        waiting = ""
        for part in END.split(line):
            waiting = f"{waiting} {part}".strip()
            if not ends_in(waiting, abbreviations):
                found.append(waiting)
                waiting = ""
        found.append(waiting)
    return [sentence for sentence in found if any(map(str.isalnum, sentence))]


def ends_in(text: str, abbreviations: frozenset[str]) -> bool:
    """Whether a text ends in an abbreviation or an initial, so that the sentence goes on."""
    if not text.endswith("."):
        return False
    last = text[:-1].rsplit(None, 1)[-1:] or [""]
    return last[0].casefold().lstrip("(“\"'") in abbreviations or bool(re.fullmatch(r"[^\W\d_]", last[0]))


def words_of(sentence: str, base: str = "") -> list[str]:
    """The words of a sentence: what stands between spaces and holds a letter or digit.

    In French, Italian and Catalan an apostrophe parts two words.

    Example:
        >>> words_of("l’accouchement – à 3,5 km", "fr"), words_of("don't stop", "en")
        (['l', 'accouchement', 'à', '3,5', 'km'], ["don't", 'stop'])
    """
    text = ELISION.sub(" ", sentence) if base in ELIDED else sentence
    return [trimmed for part in text.split() if (trimmed := part.strip(MARKS_AROUND)) and any(map(str.isalnum, part))]


MARKS_AROUND = ".,;:!?…؟،؛۔।॥።፧、。！？\"'“”‘’«»()[]{}<>–—-*_/|"


def letters_in(word: str) -> int:
    """The letters of a word; vowel signs and accents written apart are part of their letter.

    Example:
        >>> letters_in("three-year"), letters_in("नमस्ते")
        (9, 4)
    """
    return sum(unicodedata.category(sign).startswith("L") for sign in unicodedata.normalize("NFC", word))


def folded(word: str) -> str:
    """A word as lists have it: in small letters, with a straight apostrophe and without Arabic vowel signs."""
    plain = "".join(sign for sign in word if not "\u064b" <= sign <= "\u0652")
    return plain.casefold().replace("’", "'")


def longest_of(text: str, abbreviations: frozenset[str], base: str) -> tuple[tuple[str, int], ...]:
    """The sentences of more than twenty words, the longest first."""
    counted = [(sentence, len(words_of(sentence, base))) for sentence in sentences_of(text, abbreviations)]
    long = [pair for pair in counted if pair[1] > LONG_SENTENCE]
    return tuple(sorted(long, key=lambda pair: -pair[1])[:QUOTED])


def hard_words(sentences: Iterable[list[str]], listed: Wordlist) -> tuple[Hard, ...]:
    """The words and turns of a text for which the list has a plainer one, longer turns first taken.

    Args:
        sentences: Sentences as words.
        listed: The list.
    """
    found: Counter[str] = Counter()
    for sentence in sentences:
        words, place = [folded(word) for word in sentence], 0
        while place < len(words):
            fitting = (size for size in range(listed.longest, 0, -1) if tuple(words[place : place + size]) in listed)
            size = next(fitting, 0)
            if size:
                found[" ".join(words[place : place + size])] += 1
            place += size or 1
    return tuple(Hard(turn, listed.plainer[tuple(turn.split())], n) for turn, n in ranked(found))


def ranked(counted: Counter[str]) -> list[tuple[str, int]]:
    """The most frequent first, those alike by the alphabet."""
    return sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
