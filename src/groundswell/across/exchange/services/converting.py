"""From rows of files to values of the program: places and indicators matched, doubles refused, nothing guessed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from groundswell.across.exchange.formats.rows import ValueRow, ValuesRead
from groundswell.across.exchange.services.gazetteer import LEFT_OUT, Gazetteer, Glossary, Missing, parents_text
from groundswell.domain.errors import BadInput, RowRefused, Where
from groundswell.domain.monitoring.indicators import Aggregation
from groundswell.domain.monitoring.periods import Period, parse_period
from groundswell.domain.said import Said, said
from groundswell.during.monitoring.models import Indicator
from groundswell.during.monitoring.services import NewValue
from groundswell.kit.telling import told

type Cell = tuple[str, int, Period, str]
SUPPRESSED = ("*", "suppress", "not shown", "n/a")
ESTIMATED = ("estimat", "model", "imput")
LONGEST_GROUP = 120


@dataclass
class Asked:
    """An unknown name with how many rows wait for it."""

    missing: Missing
    text: str
    parents: tuple[str, ...]
    called: str = ""
    rows: int = 0


@dataclass
class Converted:
    """What the rows of an import come to.

    Args:
        cells: The values by what they are about, with the file and row they come from.
        unknown: Names nobody has matched yet, by kind, folded text and parents.
        refused: Rows that cannot be used, with file, row, field, value and remedy.
        set_aside: Rows that wait for a name.
        left_out: Rows that a person said to leave out, or that are totals of others.
        gaps: Blank cells, which stay gaps.
        remarks: Sentences on what was noticed, by their source where they count.
        place_names: Names of places by number.
        indicator_names: Names of indicators by code.
    """

    cells: dict[Cell, tuple[NewValue, str, ValueRow]] = field(default_factory=dict)
    unknown: dict[tuple[str, str, str], Asked] = field(default_factory=dict)
    refused: list[RowRefused] = field(default_factory=list)
    set_aside: int = 0
    left_out: int = 0
    gaps: int = 0
    remarks: dict[str, str] = field(default_factory=dict)
    place_names: Mapping[int, str] = field(default_factory=dict)
    indicator_names: Mapping[str, str] = field(default_factory=dict)

    @property
    def notes(self) -> list[str]:
        """What was noticed, each once, in the active language."""
        return [told(remark) for remark in self.remarks.values()]

    def noticed(self, remark: str) -> None:
        """Keep a remark; counts of the same remark on several files are added up."""
        key = remark.source if isinstance(remark, Said) and "count" in remark.values else str(remark)
        earlier = self.remarks.get(key)
        if isinstance(remark, Said) and isinstance(earlier, Said) and "count" in remark.values:
            remark = said(
                key, **earlier.values | {"count": int(str(earlier.values["count"])) + int(str(remark.values["count"]))}
            )
        self.remarks[key] = remark


class Converter:
    """Matches each distinct place, indicator and period once, then turns rows into values."""

    def __init__(self, places: Gazetteer, indicators: Glossary) -> None:
        self.places, self.indicators = places, indicators
        self.known_places: dict[tuple[str, tuple[str, ...], bool], int | Missing] = {}
        self.known_indicators: dict[str, str | Missing] = {}
        self.periods: dict[str, Period] = {}
        names = {code: str(sheet) for code, sheet in indicators.sheets.items()}
        self.result = Converted(place_names=places.names, indicator_names=names)

    def add(self, read: ValuesRead, filename: str) -> None:
        """Take in what one file holds."""
        result = self.result
        result.refused += [placed_in(refusal, filename) for refusal in read.refused]
        result.gaps += sum(read.gaps.values())
        result.left_out += len(read.set_aside)
        for note in dict.fromkeys((*read.notes, *(aside.why for aside in read.set_aside))):
            result.noticed(note)
        for row in read.rows:
            self.convert(row, filename, read.names)

    def convert(self, row: ValueRow, filename: str, names: Mapping[str, str]) -> None:
        """Turn one row into a value, or keep it where a person must say something first."""
        place, indicator = self.place_of(row, names), self.indicator_of(row, names)
        if isinstance(place, Missing) or isinstance(indicator, Missing):
            self.wait(row, place, indicator, names)
            return
        try:
            value = value_of(row, self.indicators.sheets[indicator], place, self.period_of(row.period))
        except BadInput as error:
            where = Where(filename, "", row.number, row.field, shown(row))
            self.result.refused.append(RowRefused(error.text, error.remedy, where=where, code=error.code))
            return
        self.keep(value, row, filename)

    def keep(self, value: NewValue, row: ValueRow, filename: str) -> None:
        """Keep a value; one that contradicts an earlier row is refused and names it."""
        cell = (value.indicator, value.place, value.period, value.disaggregation)
        earlier = self.result.cells.setdefault(cell, (value, filename, row))
        if earlier[0].cells != value.cells:
            told_twice = _(
                "%(indicator)s in %(place)s, %(period)s stands twice: %(old)s in %(file)s row %(row)s, %(new)s here."
            )
            text = told_twice % {
                "indicator": row.indicator, "place": row.place, "period": row.period, "old": shown(earlier[2]),
                "file": earlier[1], "row": earlier[2].number, "new": shown(row),
            }  # fmt: skip
            where = Where(filename, "", row.number, row.field, shown(row))
            self.result.refused.append(
                RowRefused(text, _("Keep one of the two rows."), where=where, code="exchange.twice")
            )

    def wait(self, row: ValueRow, place: int | Missing, indicator: str | Missing, names: Mapping[str, str]) -> None:
        """Count a row whose place or indicator is not known yet, or that a person left out."""
        if LEFT_OUT in (place, indicator):
            self.result.left_out += 1
            return
        self.result.set_aside += 1
        if isinstance(place, Missing):
            self.ask("place", Asked(place, row.place, row.parents, names.get(row.place, "")))
        if isinstance(indicator, Missing):
            self.ask("indicator", Asked(indicator, row.indicator, (), names.get(row.indicator, "")))

    def ask(self, kind: str, asked: Asked) -> None:
        """Note an unknown name with one more row that waits for it."""
        self.result.unknown.setdefault((kind, asked.text, parents_text(asked.parents)), asked).rows += 1

    def place_of(self, row: ValueRow, names: Mapping[str, str]) -> int | Missing:
        """The place of a row, looked up once per distinct name; a person is offered what its name comes near to."""
        key = (row.place, row.parents, row.place_scheme == "code")
        if key not in self.known_places:
            found = self.places.find(row.place, row.parents, by_code=key[2])
            if isinstance(found, Missing) and found is not LEFT_OUT and (called := names.get(row.place, "")):
                found = replace(found, candidates=self.places.similar(called))
            self.known_places[key] = found
        return self.known_places[key]

    def indicator_of(self, row: ValueRow, names: Mapping[str, str]) -> str | Missing:
        """The indicator of a row, looked up once per distinct name; by its name where the file gives a code too."""
        if row.indicator not in self.known_indicators:
            found = self.indicators.find(row.indicator)
            called = names.get(row.indicator, "")
            if isinstance(found, Missing) and found is not LEFT_OUT and called:
                by_name = self.indicators.find(called)
                found = by_name if isinstance(by_name, str) else found
            self.known_indicators[row.indicator] = found
        return self.known_indicators[row.indicator]

    def period_of(self, label: str) -> Period:
        """The period of a label, read once."""
        if label not in self.periods:
            self.periods[label] = parse_period(label)
        return self.periods[label]


def value_of(row: ValueRow, sheet: Indicator, place: int, period: Period) -> NewValue:
    """A row as a value of an indicator: where its number belongs follows from how the indicator adds up.

    Args:
        row: The row.
        sheet: The indicator.
        place: Number of the place.
        period: Its period.

    Raises:
        BadInput: A share came without what it is a share of, or the group is named at too great length.
    """
    group = "; ".join(f"{dimension}={category}" for dimension, category in row.disaggregation)
    if len(group) > LONGEST_GROUP:
        raise BadInput(
            _("The part of the people is described in %(count)s letters.") % {"count": len(group)}, _("Shorten it.")
        )
    numerator, denominator, value = row.numerator, row.denominator, row.value
    if value is not None and numerator is None and sheet.aggregation in (Aggregation.SUM, Aggregation.LAST):
        numerator, value = value, None
    elif value is not None and numerator is None and sheet.aggregation == Aggregation.RATIO:
        if denominator is not None:
            numerator, value = value * denominator / sheet.scale, None
        else:
            value = value / sheet.scale
    return NewValue(sheet.code, place, period, numerator, denominator, value, group, flag_of(row), comment_of(row))


def flag_of(row: ValueRow) -> str:
    """The house's flag for what the file says of a value's reliability."""
    said = row.flag.casefold().strip()
    if not said:
        return ""
    if (row.value is None and row.numerator is None) or any(word in said for word in SUPPRESSED):
        return "suppressed"
    return "estimated" if any(word in said for word in ESTIMATED) else "small"


def comment_of(row: ValueRow) -> str:
    """The comment, with the flag as written, so that nothing of it is lost."""
    return " ".join(part for part in (row.comment, f"[{row.flag}]" if row.flag else "") if part)


def shown(row: ValueRow) -> str:
    """The number of a row as a person would write it."""
    if row.value is not None:
        return f"{row.value:g}"
    parts = [f"{part:g}" for part in (row.numerator, row.denominator) if part is not None]
    return (
        _("%(top)s of %(bottom)s") % {"top": parts[0], "bottom": parts[1]} if len(parts) == 2 else "".join(parts) or "–"
    )


def placed_in(refusal: RowRefused, filename: str) -> RowRefused:
    """The same refusal with the file's name, where it lacks one."""
    where = refusal.where
    if where.file:
        return refusal
    told = Where(filename, where.sheet, where.row, where.field, where.value)
    return RowRefused(refusal.text, refusal.remedy, where=told, code=refusal.code)


def waiting(result: Converted) -> Iterator[tuple[str, Asked]]:
    """The unknown names, those that most rows wait for first."""
    for (kind, _text, _parents), asked in sorted(result.unknown.items(), key=lambda item: -item[1].rows):
        yield kind, asked
