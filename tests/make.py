"""Factories: plain typed functions; each makes one thing with sensible words, changed by keywords."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from groundswell.across.gates.models import GateDecision
from groundswell.across.gates.services import Choice, decide_start
from groundswell.before.consensus.models import Stakeholder, Story
from groundswell.before.consensus.services import record_position, record_stakeholder, record_story
from groundswell.before.evidence.models import Study
from groundswell.before.evidence.services import Standing, record_study
from groundswell.before.package.models import (
    Adaptation,
    Element,
    ManualTest,
    Release,
    Simplification,
    TrainingSession,
)
from groundswell.before.package.services import ElementFacts, record_element, release_version
from groundswell.before.policy.models import Ask, Event, Policy
from groundswell.before.policy.services import (
    AskFacts,
    EventFacts,
    PolicyFacts,
    record_ask,
    record_event,
    record_policy,
)
from groundswell.before.scalability.models import Conversion, CostLine, CostSheet, Payer, Resolution
from groundswell.before.scalability.services import Decided, minute_decision, record_row, set_sheet
from groundswell.domain.evidence.study import Arm, Design, Reported
from groundswell.domain.evidence.study import Study as StudyValue
from groundswell.domain.monitoring.indicators import DEFAULT_INDICATORS
from groundswell.domain.monitoring.periods import parse_period
from groundswell.during.monitoring.models import Indicator, Report, Value
from groundswell.during.monitoring.models.indicators import SHEET_COLUMNS, SHEET_RULES
from groundswell.during.monitoring.models.spans import columns_of
from groundswell.ground.documents.models import Document, Edition
from groundswell.ground.documents.services import (
    DocumentFacts,
    EditionFacts,
    record_document,
    record_edition,
    set_state,
)
from groundswell.ground.instruments.models import Rater, Round
from groundswell.ground.instruments.selectors import instrument_named
from groundswell.ground.instruments.services import Asked, RoundFacts, invite_raters, open_round
from groundswell.ground.people.access import desk_permit
from groundswell.ground.people.models import Organisation, Person, Role
from groundswell.ground.places.models import Level, Place
from groundswell.ground.programs.models import Program, Site, Wave
from groundswell.kit.door import Permit


def place(name: str = "Tarawe", parent: Place | None = None, **over: Any) -> Place:
    """A place under a parent; the path follows from its number."""
    top = (parent.country or parent) if parent else None
    made = Place(name=name, parent=parent, country=top, depth=parent.depth + 1 if parent else 0, **over)
    made.path = f"new-{made.key}"
    made.save()
    made.path = f"{parent.path if parent else ''}{made.pk}/"
    made.save()
    return made


def levels(country: Place, *names: str) -> list[Level]:
    """Names of a country's levels, from the country down."""
    return [Level.objects.create(country=country, depth=depth, name=name) for depth, name in enumerate(names)]


def organisation(name: str = "Mothers’ Union", **over: Any) -> Organisation:
    """An organisation."""
    return Organisation.objects.get_or_create(name=name, defaults=over)[0]


def person(name: str = "Amina", **over: Any) -> Person:
    """A person who can sign in, without a usable password unless one is given."""
    password = over.pop("password", None)
    return Person.objects.create_user(over.pop("login", f"{name.lower()}@example.org"), password, name=name, **over)


def role(somebody: Person, name: str, program: Program | None = None, place: Place | None = None, **over: Any) -> Role:
    """A role with its reach."""
    return Role.objects.create(
        person=somebody, role=name, program=str(program.key) if program else "", place=place, **over
    )


def program(code: str = "groups", root: Place | None = None, **over: Any) -> Program:
    """A program."""
    values = {"name": "Mothers’ groups", "health_issue": "newborn survival", "package_version": "3.1"} | over
    return Program.objects.create(code=code, root=root or place(), **values)


def wave(of: Program, number: int = 1, **over: Any) -> Wave:
    """A wave; number 0 is the pilot."""
    return Wave.objects.get_or_create(program=of, number=number, defaults=over)[0]


def site(of: Program, at: Place, in_wave: int = 1, **over: Any) -> Site:
    """A place where the program works."""
    return Site.objects.create(program=of, place=at, wave=wave(of, in_wave), **over)


# Monitoring --------------------------------------------------------------------------------------------------------


def indicator(of: Program, code: str = "P9", **over: Any) -> Indicator:
    """An indicator with the default set's sheet of that code, or an own one that counts meetings."""
    if Indicator.objects.filter(program=of, code=code).exists():
        return Indicator.objects.get(program=of, code=code)
    sheet = next((sheet for sheet in DEFAULT_INDICATORS if sheet.code == code), None)
    names = (*SHEET_COLUMNS, *SHEET_RULES)
    columns = {name: getattr(sheet, name) for name in names} | {"target_value": sheet.target} if sheet else {
        "code": code, "name": code, "numerator": "meetings held", "aggregation": "sum", "scale": 1,
    }  # fmt: skip
    return Indicator.objects.create(program=of, **(columns | {"position": 1} | over))


def value(
    of: Indicator,
    at: Place,
    period: str = "2026-01",
    numerator: float | None = None,
    denominator: float | None = None,
    **over: Any,
) -> Value:
    """A stored value, without a change in the log: for tests that only read."""
    columns = {"entered_at": timezone.now()} | over
    return Value.objects.create(
        indicator=of,
        place=at,
        numerator=numerator,
        denominator=denominator,
        **columns_of(parse_period(period)),
        **columns,
    )


def report(of: Program, at: Place, period: str = "2026-01", days: int | None = 3, **over: Any) -> Report:
    """A report that was sent so many days after its period."""
    span = parse_period(period)
    sent = None if days is None else timezone.make_aware(datetime.combine(span.last, time(9)) + timedelta(days=days))
    columns = {"state": "sent", "submitted_at": sent, "late_days": days} | over
    return Report.objects.create(program=of, place=at, **columns_of(span), **columns)


# Documents ----------------------------------------------------------------------------------------------------------


def document(of: Program, title: str = "Facilitator guide", kind: str = "guide", **over: Any) -> Document:
    """A document with an English title."""
    facts = DocumentFacts(kind, over.pop("titles", {"en": title}), **over)
    return record_document(desk("documents.document.record", of), of, facts)


def edition(
    of: Document, language: str = "en", label: str = "3.1", state: str = "released", upload: Any = None, **over: Any
) -> Edition:
    """A version of a document in a language, with a short text unless a file is sent."""
    text = {} if upload else {"text": "# Meeting 1\n\nGreet the mothers. Ask who is new."}
    facts = EditionFacts(label, language, **({"dated": date(2026, 3, 1)} | text | over))
    made = record_edition(desk("documents.document.record", of.program), of, facts, upload)
    for step in ("checked", "released")[: ("draft", "checked", "released").index(state)]:
        made = set_state(desk("documents.edition.release", of.program), made, step, version=made.version)
    return made


# Rounds of questionnaires ------------------------------------------------------------------------------------------


def round_(of: Program, instrument: str = "scalability", **over: Any) -> Round:
    """An open round that asks three sides."""
    facts = {"title": "After the pilot", "sides": ("implementers", "government", "community")} | over
    return open_round(desk("instruments.round.open", of), of, instrument_named(instrument), RoundFacts(**facts))


def rater(of: Round, side: str = "community", **over: Any) -> tuple[Rater, str]:
    """A rater with the secret of the link."""
    return invite_raters(desk("instruments.rater.invite", of.program), of, Asked(side, **over))[0]


# Consensus ----------------------------------------------------------------------------------------------------------


def stakeholder(of: Program, at: Place, position: int | None = None, **over: Any) -> Stakeholder:
    """Somebody who decides with much power, and where they have stood for a month."""
    facts = {"place": at, "name": "Dr Koroma", "side": "decision-maker", "power": 4} | over
    made = record_stakeholder(desk("consensus.stakeholder.record", of), of, facts)
    if position is not None:
        day = timezone.localdate() - timedelta(days=30)
        record_position(desk("consensus.stakeholder.record", of), made, position, day, "said so")
    return made


def story(of: Program, at: Place, **over: Any) -> Story:
    """A story of the pilot that may be told."""
    facts = {
        "place": at, "words": "The group bought a cart.", "teller": "Yeabu", "told_on": timezone.localdate(),
        "language": "en", "consent": True, "consent_how": "signed",
    } | over  # fmt: skip
    return record_story(desk("consensus.story.record", of), of, facts)


# Evidence and the verdict -------------------------------------------------------------------------------------------


def study(
    of: Program, value: StudyValue | None = None, *, own: bool = False, counts: bool = True, **over: Any
) -> Study:
    """A recorded study: a cluster trial with a clear result, changed by the fields of the frozen value."""
    first = value or StudyValue(
        id=over.pop("id", f"Study {Study.objects.filter(program=of).count() + 1}"),
        design=Design.CLUSTER_RANDOMISED,
        outcome="newborn death",
        treated=Arm(clusters=12),
        control=Arm(clusters=12),
        reported=Reported(0.7, 0.55, 0.89),
        clusters_respected=True,
        adjusted_for=("clustering",),
    )
    return record_study(desk("evidence.study.record", of), of, replace(first, **over), Standing(own, counts))


# The package -------------------------------------------------------------------------------------------------------


def training_session(of: Program, title: str = "Hold the first meeting", **over: Any) -> TrainingSession:
    """A session of the training."""
    return TrainingSession.objects.create(program=of, title=title, **over)


def element(of: Program, code: str = "meeting", **over: Any) -> Element:
    """A core element with its reason and a check, but no lesson, changed by fields of the facts."""
    facts = {
        "kind": "core", "names": {"en": "Monthly meeting", "sw": "Mkutano wa mwezi"},
        "rationale": "Trust grows only where women meet again and again.", "items": ("9",),
    }  # fmt: skip
    return record_element(desk("package.element.record", of), of, ElementFacts(code, **facts | over))  # type: ignore[arg-type]


def simplification(of: Program, **over: Any) -> Simplification:
    """Something that was dropped."""
    columns = {"dropped": "Payment for attending", "why": "Nobody can pay it at scale", "who": "The pilot team"}
    return Simplification.objects.create(program=of, **{"on": "2026-02-01"} | columns | over)


def adaptation(of: Program, place: Place, **over: Any) -> Adaptation:
    """Something that was changed in one place."""
    columns = {"what": "Meetings after the harvest", "why": "Nobody is free before", "agreed_by": "The chief"}
    return Adaptation.objects.create(program=of, place=place, **{"on": "2026-03-01"} | columns | over)


def manual_test(of: Program, **over: Any) -> ManualTest:
    """A test of the manual that passed."""
    columns = {"facilitator": "Fatu", "on": "2026-04-01", "sessions": 2, "fidelity": 0.85} | over
    return ManualTest.objects.create(program=of, **columns)


def release(of: Program, version: str = "1.0", **over: Any) -> Release:
    """A release, with a core element where there is none."""
    if not Element.objects.filter(program=of, kind="core", retired_on=None).exists():
        element(of)
    facts = {"notes": "What the pilot did"} | over
    return release_version(desk("package.version.release", of), of, version, **facts)


def desk(code: str, of: Program) -> Permit:
    """A command's permit, for arranging."""
    return desk_permit(code, "arranging a test", program=str(of.key))


def start(of: Program, number: int = 1, word: str = "hold", **over: Any) -> GateDecision:
    """A decision on a wave: held until later, unless said otherwise."""
    facts = {"reason": "The rains come first."} | over
    return decide_start(desk("gates.start.decide", of), of, wave(of, number), Choice(word, **facts))


# Costs -------------------------------------------------------------------------------------------------------------


def cost_line(of: Program, name: str = "Office", **over: Any) -> CostLine:
    """A fixed line of USD 24,000 a year in prices of 2026."""
    facts = {"name": name, "kind": "fixed", "amount": 24_000_00, "currency": "USD", "price_year": 2026} | over
    return record_row(desk("scalability.cost.record", of), of, CostLine, facts)


def payer(of: Program, name: str = "Northern Fund", **over: Any) -> Payer:
    """A payer who signed for all of it, without an end."""
    facts = {"name": name, "share": 1.0, "currency": "USD", "certainty": "signed"} | over
    return record_row(desk("scalability.cost.record", of), of, Payer, facts)


def conversion(of: Program, origin: str = "EUR", aim: str = "USD", value: float = 1.09) -> Conversion:
    """A factor with its source."""
    facts = {"origin": origin, "aim": aim, "value": value, "held_on": date(2026, 11, 2), "source": "Central bank"}
    return record_row(desk("scalability.cost.record", of), of, Conversion, facts)


def cost_sheet(of: Program, **over: Any) -> CostSheet:
    """The sheet of the worked table of docs/method/unit-cost.md, without its lines."""
    version = (CostSheet.objects.filter(program=of).values_list("version", flat=True).first()) or 1
    facts = {"price_year": 2026, "pilot": 60, "at_scale": 2880, "groups": 2.0, "people": 80.0} | over
    return set_sheet(desk("scalability.cost.record", of), of, facts, version=version)


def resolution(of: Program, choice: str = "redesign", *, seen: int = 0, **over: Any) -> Resolution:
    """A decision of step 3 by the steering group."""
    facts = {"decided_on": date(2026, 2, 1), "who": "Steering group", "why": "Training takes too long."} | over
    return minute_decision(desk("scalability.decision.record", of), of, Decided(choice, **facts), seen=seen)


def policy(program: Program, title: str = "Norm on group leaders", **over: Any) -> Policy:
    """A policy that holds everywhere."""
    values = {"kind": "norm", "area": "cadres", "place": program.root} | over
    return record_policy(desk("policy.policy.record", program), program, PolicyFacts(title, **values))


def ask(program: Program, change: str = "Let volunteers lead groups", **over: Any) -> Ask:
    """An open ask."""
    return record_ask(desk("policy.policy.record", program), program, AskFacts(change, **over))


def event(program: Program, title: str = "Hearing", **over: Any) -> Event:
    """A day of the advocacy calendar."""
    facts = EventFacts(title, **({"on": date(2027, 1, 20)} | over))
    return record_event(desk("policy.policy.record", program), program, facts)
