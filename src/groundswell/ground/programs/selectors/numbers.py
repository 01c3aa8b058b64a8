"""The numbers a program judges by: each with its words, its default, its value, and who changed it when and why."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groundswell.domain.consensus.readiness import ConsensusRules
from groundswell.domain.errors import BadInput, NotFound
from groundswell.domain.evidence.thresholds import Thresholds
from groundswell.domain.monitoring.dilution.parameters import DilutionParameters
from groundswell.domain.package.facts import PackageRules
from groundswell.domain.policy.facts import PolicyRules
from groundswell.domain.vision.plan import VisionRules
from groundswell.ground.journal.models import Entry
from groundswell.ground.programs import models as tables
from groundswell.ground.programs.models import EvidenceRules, Program, QualityRules, Rules
from groundswell.ground.programs.selectors import wording
from groundswell.ground.programs.selectors.wording import Words
from groundswell.kit.rules import read_rules
from groundswell.kit.style import written

Kind = Literal[
    "share", "score", "percent", "count", "grade", "months", "ratio", "number", "text", "kappa", "index", "power",
    "points", "times",
]  # fmt: skip
LIMITS: dict[str, tuple[float | None, float | None]] = {
    "share": (0, 1), "score": (0, 100), "percent": (0, 100), "count": (0, None), "grade": (1, 4), "months": (0, None),
    "ratio": (0, None), "number": (None, None), "kappa": (0, 1), "index": (-100, 100), "power": (1, 5),
    "points": (0, 20), "times": (1, None),
}  # fmt: skip
WHOLE = {"count", "grade", "power", "points", "times"}


@dataclass(frozen=True)
class Number:
    """One number of a method.

    Args:
        name: The field's name.
        words: What it says.
        kind: Its unit; shares are typed and shown in per cent and stored as fractions.
        default: The method's own value.
        optional: Whether it may be empty.
    """

    name: str
    words: Promise | str
    kind: str
    default: Any
    optional: bool

    @property
    def whole(self) -> bool:
        """Whether only whole numbers make sense."""
        return self.kind in WHOLE

    def checked(self, value: Any) -> Any:
        """The value if it can be one.

        Raises:
            BadInput: It is missing, or outside what it can be.
        """
        if value in (None, ""):
            if self.optional:
                return None
            raise BadInput(_("A value is missing."), _("Write one."), code="programs.number")
        if self.kind == "text":
            return str(value)
        low, high = LIMITS[self.kind]
        if (
            (low is not None and value < low)
            or (high is not None and value > high)
            or (self.kind == "ratio" and value == 0)
        ):
            raise BadInput(
                _("%(value)s is outside what this number can be.") % {"value": value},
                self.limits(),
                code="programs.number",
            )
        return int(value) if self.whole else float(value)

    def limits(self) -> str:
        """What the number can be, in words."""
        low, high = LIMITS.get(self.kind, (None, None))
        if self.kind == "share":
            return _("It lies between 0 and 100 per cent.")
        if low is not None and high is not None:
            return _("It lies between %(low)s and %(high)s.") % {"low": low, "high": high}
        if self.kind == "ratio":
            return _("It is greater than 0.")
        return _("It is %(low)s or more.") % {"low": low} if low is not None else ""

    def written(self, value: Any) -> str:
        """A value as people read it: a share in per cent, nothing as a dash."""
        if value is None:
            return "–"
        if self.kind == "text":
            return str(value)
        shown = value * 100 if self.kind == "share" else value
        text = written(shown, decimals_of(shown))
        return _("%(number)s %%") % {"number": text} if self.kind in ("share", "percent") else text


def decimals_of(value: float) -> int:
    """Decimals that a number needs to be written in full, four at most."""
    return next((places for places in range(4) if abs(round(value, places) - value) < 1e-9), 4)


@dataclass(frozen=True)
class NumberSet:
    """The numbers of one method: the frozen dataclass it reads, and the table of the programs' own values."""

    name: str
    title: Promise | str
    facts: type
    table: type[Rules]
    words: Mapping[str, Words]

    def numbers(self) -> list[Number]:
        """All numbers in the method's order."""
        return [
            Number(
                each.name, self.words[each.name][1], self.words[each.name][0], each.default, "None" in str(each.type)
            )
            for each in dataclasses.fields(self.facts)
        ]


SETS: dict[str, NumberSet] = {
    each.name: each
    for each in (
        NumberSet("verdict", gettext_lazy("Ready to scale?"), Thresholds, EvidenceRules, wording.VERDICT_WORDS),
        NumberSet("lights", gettext_lazy("Still working?"), DilutionParameters, QualityRules, wording.QUALITY_WORDS),
        NumberSet(
            "vision", gettext_lazy("How far, by when, with whom?"), VisionRules, tables.VisionRules,
            wording.VISION_WORDS,
        ),
        NumberSet("package", gettext_lazy("What we spread"), PackageRules, tables.PackageRules, wording.PACKAGE_WORDS),
        NumberSet(
            "consensus", gettext_lazy("Who agrees?"), ConsensusRules, tables.ConsensusRules, wording.CONSENSUS_WORDS
        ),
        NumberSet("policy", gettext_lazy("Policies"), PolicyRules, tables.PolicyRules, wording.POLICY_WORDS),
    )
}  # fmt: skip


@dataclass(frozen=True)
class Stated:
    """A number as a program states it, with the last change."""

    number: Number
    value: Any
    person: str = ""
    at: datetime | None = None
    reason: str = ""
    before: Any = None

    @property
    def own(self) -> bool:
        """Whether the program has chosen another value than the default."""
        return bool(self.value != self.number.default)

    @property
    def now(self) -> str:
        """The value in words."""
        return self.number.written(self.value)

    @property
    def default(self) -> str:
        """The default in words."""
        return self.number.written(self.number.default)

    @property
    def earlier(self) -> str:
        """The value before the last change, in words."""
        return self.number.written(self.before)


def evidence_rules(program: Program) -> Thresholds:
    """The numbers of certainty and verdict that hold in a program."""
    return _rules(Thresholds, EvidenceRules, program)


def quality_rules(program: Program) -> DilutionParameters:
    """The numbers of the dilution rules that hold in a program."""
    return _rules(DilutionParameters, QualityRules, program)


def vision_rules(program: Program) -> VisionRules:
    """The numbers of step 1 that hold in a program."""
    return _rules(VisionRules, tables.VisionRules, program)


def package_rules(program: Program) -> PackageRules:
    """The numbers of step 4 that hold in a program."""
    return _rules(PackageRules, tables.PackageRules, program)


def consensus_rules(program: Program) -> ConsensusRules:
    """The numbers of step 5 that hold in a program."""
    return _rules(ConsensusRules, tables.ConsensusRules, program)


def policy_rules(program: Program) -> PolicyRules:
    """The numbers of step 6 that hold in a program."""
    return _rules(PolicyRules, tables.PolicyRules, program)


def _rules[R](facts: type[R], table: type[Rules], program: Program) -> R:
    row = table._default_manager.filter(program=program).first()
    return read_rules(facts, row) if row is not None else facts()


def judged_by(which: str, rules: Any) -> list[Stated]:
    """The numbers of a set as they hold now, for the page that judges by them; no query.

    Args:
        which: Name of the set.
        rules: The numbers that hold in the program.
    """
    return [Stated(number, getattr(rules, number.name)) for number in SETS[which].numbers()]


def numbers_in_force(program: Program) -> dict[str, dict[str, Any]]:
    """All numbers that a program judges by, by set and name, for what is frozen; a query per set."""
    return {name: dataclasses.asdict(_rules(each.facts, each.table, program)) for name, each in SETS.items()}


def number_named(which: str, name: str) -> tuple[NumberSet, Number]:
    """One number by the name of its set and its own.

    Raises:
        NotFound: There is none.
    """
    found = SETS.get(which)
    for number in found.numbers() if found else ():
        if found and number.name == name:
            return found, number
    raise NotFound(_("There is no such number."), _("Look at the list of numbers."), code="door.not_found")


def numbers_of(program: Program, which: str) -> list[Stated]:
    """All numbers of a set as a program states them, in two queries.

    Who changed a number and why is for everybody who may see the program: it explains the verdict and the lights.
    """
    chosen = SETS[which]
    rules: Any = _rules(chosen.facts, chosen.table, program)
    last: dict[str, Entry] = {}
    noted = Entry.objects.filter(
        thing=str(program.key), action="programs.rules.change", thing_kind=chosen.table.__name__
    )
    for entry in noted.order_by("id"):
        last |= dict.fromkeys(entry.after, entry)
    return [_stated(number, getattr(rules, number.name), last.get(number.name)) for number in chosen.numbers()]


def _stated(number: Number, value: Any, entry: Entry | None) -> Stated:
    if entry is None:
        return Stated(number, value)
    return Stated(number, value, entry.person_name, entry.at, entry.reason, entry.before.get(number.name))
