"""Every table goes to Excel and comes back: the preview shows exactly what changed, applying writes and journals it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from groundswell.across.exchange.models import Import
from groundswell.across.exchange.services.tables import TABLES
from groundswell.across.gates.models import TypedInput
from groundswell.before.consensus.models import Commitment, Contact, Objection, Stakeholder
from groundswell.before.consensus.services import add_part
from groundswell.before.evidence.models import Study
from groundswell.before.package.models import Adaptation, Element, ManualTest, Simplification, TrainingSession
from groundswell.before.policy.models import Ask, Event, Policy
from groundswell.before.policy.services import review_area
from groundswell.before.scalability.models import Barrier, Conversion, CostLine, Payer
from groundswell.before.scalability.services import BarrierFacts, exclude_context, record_barrier
from groundswell.before.vision.models import Area, Candidate, Duty, Minute, PointPerson, Stage, Vision
from groundswell.before.vision.services import change_vision, edit_rows
from groundswell.domain.evidence.study import BiasDomain, Risk, RiskOfBias
from groundswell.domain.monitoring.periods import parse_period
from groundswell.during.monitoring.models import Indicator, Target, Value
from groundswell.during.monitoring.services import set_target
from groundswell.ground.documents.models import Document
from groundswell.ground.instruments.selectors import instrument_for
from groundswell.ground.journal.models import Entry
from groundswell.ground.people.models import Role
from groundswell.ground.places.models import Place
from groundswell.ground.programs.models import QualityFloor, Site, Wave
from groundswell.ground.programs.selectors import evidence_rules
from tests import make
from tests.across.exchange.books import Book, download
from tests.across.exchange.flows import Browser, counted, lines, said
from tests.cast import Cast
from tests.remembered import remembered

XLSX = "table.xlsx"
SUM = "sum: added over places and over time"


@dataclass(frozen=True)
class Case:
    """One table: which row is changed how, what the preview says, and what is stored afterwards.

    Args:
        where: Cells by which the row is found.
        cells: What is written into it.
        shown: Old and new as the preview shows them.
        stored: Reads what is stored.
        action: The action that the journal must name.
        new: A row written below, where rows can be added.
    """

    where: dict[str, Any]
    cells: dict[str, Any]
    shown: tuple[str, str]
    stored: Callable[[Cast], Any]
    action: str
    new: dict[str, Any] | None = None

    @property
    def key(self) -> str:
        """The column that is changed."""
        return next(iter(self.cells))


CASES = {
    "questions": Case(
        {"instrument": "scalability", "code": "2"}, {"critical": True, "reason": "Asked for."}, ("FALSE", "TRUE"),
        lambda cast: instrument_for(cast.program, "scalability").items[1].critical, "instruments.file.change",
        {"instrument": "scalability", "domain": "Credible", "text_en": "Was it audited?", "reason": "The donors ask."},
    ),
    "costs": Case(
        {"name": "Office"}, {"amount": 26_000.5}, ("24000", "26000.5"),
        lambda cast: CostLine.objects.get(name="Office").amount, "scalability.cost.record",
        {"name": "Supervisor", "kind": "stepped: one for so many", "driver": "facilitators", "step": 9, "amount": 3_000,
         "payer": "Northern Fund"},
    ),
    "payers": Case(
        {"name": "Northern Fund"}, {"share": 0.6}, ("1", "0.6"),
        lambda cast: Payer.objects.get(name="Northern Fund").share, "scalability.cost.record",
        {"name": "Ministry", "certainty": "in a budget", "yearly": 1_200},
    ),
    "conversions": Case(
        {"origin": "EUR"}, {"value": 1.1}, ("1.09", "1.1"),
        lambda cast: Conversion.objects.get(origin="EUR").value, "scalability.cost.record",
        {"origin": "2023", "aim": "2026", "value": 1.12, "held_on": date(2026, 1, 31), "source": "Statistics office"},
    ),
    "places": Case(
        {"code": "TA-1"}, {"name": "Dorasa North"}, ("Dorasa", "Dorasa North"),
        lambda cast: Place.objects.get(pk=cast.district.pk).name, "places.place.change",
        {"code": "TA-3", "name": "Mirafe", "parent": "TA", "aliases": "Mirafé; Mira"},
    ),
    "sites": Case(
        {"place": "TA-1-1"}, {"depth": 2}, ("1", "2"),
        lambda cast: Site.objects.get(place=cast.community).depth, "programs.site.change",
        {"place": "TA-2-1", "wave": 2, "partner": "Mothers’ Union", "depth": 1},
    ),
    "waves": Case(
        {"number": 1}, {"planned_sites": 40}, ("30", "40"),
        lambda cast: Wave.objects.get(program=cast.program, number=1).planned_sites, "programs.program.change",
        {"number": 7, "planned_sites": 12},
    ),
    "indicators": Case(
        {"code": "P9"}, {"floor": 0.75, "reason": "Agreed in Dorasa."}, ("0.6", "0.75"),
        lambda cast: Indicator.objects.get(code="P9").floor, "monitoring.indicator.change",
        {"code": "own", "name": "Songs sung", "numerator": "songs", "aggregation": SUM},
    ),
    "values": Case(
        {"place": "TA-1-1"}, {"numerator": 9}, ("8", "9"),
        lambda cast: Value.objects.get(place=cast.community).numerator, "monitoring.value.import",
        {"indicator": "P9", "place": "TA-2-1", "period": "2026-02", "numerator": 4, "denominator": 5},
    ),
    "targets": Case(
        {"indicator": "P9"}, {"target": 0.9, "reason": "We can."}, ("0.8", "0.9"),
        lambda cast: Target.objects.get(place=cast.district).value, "monitoring.target.set",
        {"indicator": "P9", "place": "TA-2", "period": "2026-Q1", "target": 0.7},
    ),
    "studies": Case(
        {"study": "Jharkhand"}, {"upper": 0.8}, ("0.78", "0.8"),
        lambda cast: Study.objects.get(name="Jharkhand").upper, "evidence.study.change",
        {"study": "Malawi", "design": "cluster randomised", "estimate": 0.9, "lower": 0.7, "upper": 1.1},
    ),
    "barriers": Case(
        {"words": "No cadre"}, {"owner": "Erik"}, ("Amina", "Erik"),
        lambda cast: Barrier.objects.get(words="No cadre").owner, "scalability.barrier.record",
        {"words": "No payer", "action": "Ask", "owner": "Amina", "due_on": date(2027, 1, 31)},
    ),
    "documents": Case(
        {"title": "Facilitator guide"}, {"licence": "CC BY-SA 4.0"}, ("–", "CC BY-SA 4.0"),
        lambda cast: Document.objects.get(kind="guide").licence, "documents.document.record",
        {"kind": "poster", "title": "Danger signs", "audience": "mothers"},
    ),
    "stakeholders": Case(
        {"name": "Dr Koroma"}, {"office": "Medical officer"}, ("–", "Medical officer"),
        lambda cast: Stakeholder.objects.get(name="Dr Koroma").office, "consensus.stakeholder.record",
        {"name": "Chief Sorie", "place": "TA-1-1", "side": "community leader", "power": "2: little"},
    ),
    "objections": Case(
        {"stakeholder": "Dr Koroma"}, {"words": "Who pays later?"}, ("Who pays?", "Who pays later?"),
        lambda cast: Objection.objects.get().words, "consensus.stakeholder.record",
        {"stakeholder": "Dr Koroma", "words": "No time", "raised_on": date(2026, 2, 1)},
    ),
    "commitments": Case(
        {"stakeholder": "Dr Koroma"}, {"words": "Two letters"}, ("A letter", "Two letters"),
        lambda cast: Commitment.objects.get().words, "consensus.stakeholder.record",
        {"stakeholder": "Dr Koroma", "words": "A room", "due_on": date(2026, 2, 1)},
    ),
    "contacts": Case(
        {"stakeholder": "Dr Koroma"}, {"minutes": "Asked for numbers."}, ("–", "Asked for numbers."),
        lambda cast: Contact.objects.get().minutes, "consensus.stakeholder.record",
        {"stakeholder": "Dr Koroma", "on": date(2026, 2, 1), "who": "Amina"},
    ),
    "training": Case(
        {"title": "Hold the first meeting"}, {"minutes": 90}, ("60", "90"),
        lambda cast: TrainingSession.objects.get(title="Hold the first meeting").minutes, "package.element.record",
        {"title": "Look back", "order": 2, "minutes": 45},
    ),
    "elements": Case(
        {"code": "meeting"}, {"limits": "Every six weeks at most"}, ("–", "Every six weeks at most"),
        lambda cast: Element.objects.get(code="meeting").limits, "package.element.record",
        {"code": "song", "kind": "optional", "nature": "a process", "order": 3, "names_en": "Songs", "items": "1; 4",
         "own_items": "They sang", "sessions": "Hold the first meeting"},
    ),
    "simplifications": Case(
        {"dropped": "Payment for attending"}, {"who": "The ministry"}, ("The pilot team", "The ministry"),
        lambda cast: Simplification.objects.get(dropped="Payment for attending").who, "package.element.record",
        {"dropped": "Minutes", "why": "Nobody read them", "who": "The team", "on": date(2026, 1, 31)},
    ),
    "adaptations": Case(
        {"place": "TA-1-1"}, {"agreed_by": "The elders"}, ("The chief", "The elders"),
        lambda cast: Adaptation.objects.get(place=cast.community).agreed_by, "package.adaptation.record",
        {"what": "Cards", "place": "TA-2-1", "element": "meeting", "why": "Dress", "agreed_by": "All",
         "on": date(2026, 1, 31), "state": "noted"},
    ),
    "manual_tests": Case(
        {"facilitator": "Fatu"}, {"fidelity": 0.9}, ("0.85", "0.9"),
        lambda cast: ManualTest.objects.get(facilitator="Fatu").fidelity, "package.element.record",
        {"facilitator": "Sia", "on": date(2026, 1, 31), "sessions": 3, "place": "TA-2-1"},
    ),
    "policies": Case(
        {"title": "Norm on group leaders"}, {"effect": "Only nurses lead."}, ("–", "Only nurses lead."),
        lambda cast: Policy.objects.get(title="Norm on group leaders").effect, "policy.policy.record",
        {"title": "Circular on per diem", "kind": "circular", "area": "procurement and per diem", "place": "TA-1",
         "on_effectiveness": "neutral", "on_reach": "inhibiting"},
    ),
    "asks": Case(
        {"change": "Let volunteers lead groups"}, {"decision_maker": "Director of nursing"},
        ("–", "Director of nursing"),
        lambda cast: Ask.objects.get(change="Let volunteers lead groups").decision_maker, "policy.policy.record",
        {"change": "Open a budget code", "policy": "Norm on group leaders", "deadline": date(2027, 3, 31)},
    ),
    "advocacy": Case(
        {"title": "Hearing"}, {"where": "Parliament"}, ("–", "Parliament"),
        lambda cast: Event.objects.get(title="Hearing").where, "policy.policy.record",
        {"title": "Brief handed in", "on": date(2027, 2, 1), "who": "Amina"},
    ),
    "inputs": Case(
        {"input": "Score of the package, 0 to 100"}, {"value": "82", "source": "Review of May"}, ("–", "82"),
        lambda cast: TypedInput.objects.get(name="package_score").value, "gates.input.record",
    ),
    "rules": Case(
        {"number": "Share of the effect that remains at scale"}, {"value": "70", "reason": "Half is too strict."},
        ("60", "70"), lambda cast: evidence_rules(cast.program).retention, "programs.rules.change",
    ),
    "floors": Case(
        {"indicator": "P9"}, {"floor": 0.7, "reason": "Agreed."}, ("0.6", "0.7"),
        lambda cast: QualityFloor.objects.get(indicator="P9").floor, "programs.rules.change",
        {"indicator": "P10", "floor": 0.5, "reason": "Agreed too."},
    ),
    "vision": Case(
        {"field": "Unit of the target"}, {"value": "villages"}, ("communities", "villages"),
        lambda cast: Vision.objects.get().unit, "vision.vision.change",
    ),
    "areas": Case(
        {"place": "TA-1"}, {"number": 60}, ("40", "60"),
        lambda cast: Area.objects.get(place=cast.district).number, "vision.vision.change",
        {"place": "TA-2", "number": 40},
    ),
    "stages": Case(
        {"name": "Pilot"}, {"by": date(2027, 6, 30)}, ("–", "2027-06-30"),
        lambda cast: Stage.objects.get(name="Pilot").by, "vision.vision.change",
        {"name": "Two districts", "number": 40},
    ),
    "points": Case(
        {"person": "Amina"}, {"time": 0.5}, ("0.2", "0.5"),
        lambda cast: PointPerson.objects.get(person=cast.amina).time, "vision.vision.change",
        {"person": "Grace", "role": "deputy", "time": 0.1},
    ),
    "candidates": Case(
        {"name": "Ministry of Health"}, {"took_part": True}, ("FALSE", "TRUE"),
        lambda cast: Candidate.objects.get(name="Ministry of Health").took_part, "vision.vision.change",
        {"name": "Mothers’ Union", "contacted_on": date(2026, 3, 1)},
    ),
    "ledger": Case(
        {"step": 5}, {"person": "Babu"}, ("–", "Babu"),
        lambda cast: owner_of(5), "vision.vision.change",
    ),
    "minutes": Case(
        {"who": "Core team"}, {"objections": "Too fast."}, ("–", "Too fast."),
        lambda cast: Minute.objects.get(who="Core team").objections, "vision.vision.change",
        {"held_on": date(2026, 5, 2), "who": "District council"},
    ),
    "people": Case(
        {"login": "dewi@example.org"}, {"role": "District supervisor", "reason": "She leads now."},
        ("Community facilitator", "District supervisor"),
        lambda cast: Role.objects.get(person=cast.dewi, ended_at=None).role, "people.role.change",
        {"login": "zed@example.org", "role": "Donor, reads", "reason": "Pays."},
    ),
}  # fmt: skip
STORED = {
    "questions": True, "costs": 26_000_50, "payers": 0.6, "conversions": 1.1,
    "places": "Dorasa North", "sites": 2, "waves": 40, "indicators": 0.75, "values": 9, "targets": 0.9, "studies": 0.8,
    "barriers": "Erik", "documents": "CC BY-SA 4.0", "training": 90, "elements": "Every six weeks at most",
    "simplifications": "The ministry", "adaptations": "The elders", "manual_tests": 0.9,
    "vision": "villages", "areas": 60, "stages": date(2027, 6, 30), "points": 0.5, "candidates": True,
    "ledger": "Babu", "minutes": "Too fast.", "inputs": 82, "rules": 0.7, "floors": 0.7, "people": "supervisor",
    "stakeholders": "Medical officer", "objections": "Who pays later?", "commitments": "Two letters",
    "contacts": "Asked for numbers.", "policies": "Only nurses lead.", "asks": "Director of nursing",
    "advocacy": "Parliament",
}  # fmt: skip
ADDED_ONLY = {"policy-reviews", "exclusions"}
"""Tables whose rows stay as they were noted; new ones are written below."""


def owner_of(step: int) -> str:
    """Who owns a step of the ledger."""
    duty = Duty.objects.filter(step=step).first()
    return duty.owner if duty else ""


def fill_vision(cast: Cast) -> None:
    """A vision with a row in each of its lists."""
    desk, program = make.desk("vision.vision.change", cast.program), cast.program
    change_vision(desk, program, 1, number=100, unit="communities")
    edit_rows(desk, program, "areas", {}, [{"place": cast.district, "number": 40}])
    edit_rows(desk, program, "stages", {}, [{"name": "Pilot", "number": 10}])
    edit_rows(desk, program, "people", {}, [{"person": cast.amina, "role": "lead", "time": 0.2}])
    edit_rows(desk, program, "partners", {}, [{"name": "Ministry of Health"}])
    edit_rows(desk, program, "minutes", {}, [{"held_on": date(2026, 4, 1), "who": "Core team"}])


@pytest.fixture
def filled(cast: Cast) -> Cast:
    """The cast with at least one row in every table."""
    remembered(fill, cast)
    return cast


def fill(cast: Cast) -> None:
    """Put at least one row into every table."""
    program = cast.program
    make.payer(program)
    make.cost_line(program)
    make.conversion(program)
    make.wave(program, 1, planned_sites=30)
    make.element(program, sessions=(make.training_session(program, minutes=60),))
    make.simplification(program)
    make.adaptation(program, cast.community)
    make.manual_test(program)
    make.site(program, cast.community, depth=1, trainer="Amina")
    sheet = make.indicator(program)
    make.value(sheet, cast.community, "2026-01", 8, 10)
    fill_vision(cast)
    set_target(make.desk("monitoring.target.set", program), sheet, cast.district, parse_period("2026-01"), 0.8)
    QualityFloor.objects.create(program=program, indicator="P9", floor=0.6)
    bias = (RiskOfBias(BiasDomain.ALLOCATION, Risk.LOW, "lots drawn in public"),)
    facts = BarrierFacts("No cadre", "Count the posts", "Amina", date(2026, 12, 31))
    record_barrier(make.desk("scalability.barrier.record", program), program, facts)
    exclude_context(make.desk("scalability.context.exclude", program), program, "cities", "Nobody meets there.")
    make.resolution(program)
    make.edition(make.document(program))
    person = make.stakeholder(program, cast.district, 1)
    leave = make.desk("consensus.stakeholder.record", program)
    add_part(leave, person, Objection, {"words": "Who pays?", "raised_on": date(2026, 1, 31)})
    add_part(leave, person, Commitment, {"words": "A letter", "due_on": date(2026, 1, 31)})
    add_part(leave, person, Contact, {"on": date(2026, 1, 31), "who": "Amina"})
    make.policy(program)
    make.ask(program)
    make.event(program)
    review_area(make.desk("policy.policy.record", program), program, "data", program.root, on=date(2026, 1, 31))
    make.start(program)
    make.study(program, id="Jharkhand", year=2010, risk_of_bias=bias, reported=make.Reported(0.68, 0.59, 0.78))


@pytest.fixture
def amina(filled: Cast) -> Browser:
    return Browser(filled.amina, filled.program)


def test_every_table_that_comes_back_has_its_case() -> None:
    assert set(CASES) | ADDED_ONLY == {code for code, table in TABLES.items() if table.write}


@pytest.mark.parametrize("table", CASES)
def test_a_changed_cell_is_previewed_applied_and_journalled(filled: Cast, amina: Browser, table: str) -> None:
    case = CASES[table]
    before = case.stored(filled) if table != "inputs" else None
    book = download(amina, table)
    book.set(book.number(**case.where), **case.cells)
    batch = amina.upload((XLSX, book.saved()))
    assert (batch.kind, batch.table, batch.state) == ("table", table, "checked"), batch.error
    rows = len(book.rows())
    assert counted(batch) == (0, 1, rows - 1, 0, 0), [line.remedy for line in lines(batch, "refused")]
    shown = [(line.old, line.new) for line in lines(batch, "changed")]
    assert case.shown in shown
    assert len(shown) == len([key for key in case.cells if key != "reason"])
    assert table == "inputs" or case.stored(filled) == before, "the preview wrote"
    amina.apply(batch)
    assert case.stored(filled) == STORED[table]
    assert Entry.objects.filter(action=case.action, person_name="Amina").exists()
    entry = Entry.objects.get(action="exchange.import.apply", thing=str(batch.key))
    assert (entry.after["table"], entry.after["changed"]) == (table, 1)


@pytest.mark.parametrize("table", CASES)
def test_the_same_workbook_twice_changes_nothing_the_second_time(filled: Cast, amina: Browser, table: str) -> None:
    case = CASES[table]
    book = download(amina, table)
    book.set(book.number(**case.where), **case.cells)
    rows = len(book.rows())
    if case.new:
        book.add(**case.new)
    first = amina.upload((XLSX, book.saved()))
    added = 1 if case.new else 0
    assert counted(first) == (added, 1, rows - 1, 0, 0), [line.remedy for line in lines(first, "refused")]
    amina.apply(first)
    entries = (
        Entry.objects.exclude(action__startswith="exchange.").exclude(action__startswith="documents.file.").count()
    )
    second = amina.upload((XLSX, book.saved()))
    if table == "people":  # the changed role ended: its row is gone, the one that came instead stands in a new download
        assert counted(second)[:2] == (0, 0)
    else:
        assert counted(second) == (0, 0, rows + added, 0, 0), [line.remedy for line in lines(second, "refused")]
    assert (
        Entry.objects.exclude(action__startswith="exchange.").exclude(action__startswith="documents.file.").count()
        == entries
    )


@pytest.mark.parametrize("table", CASES)
def test_an_untouched_workbook_changes_nothing(filled: Cast, amina: Browser, table: str) -> None:
    response = amina.client.get(f"{amina.home}tables/{table}.xlsx")
    batch = amina.upload((XLSX, response.content))
    assert counted(batch) == (0, 0, len(Book(response.content).rows()), 0, 0)


@pytest.mark.parametrize("table", CASES)
def test_a_workbook_in_arabic_runs_from_the_right_and_comes_back(filled: Cast, amina: Browser, table: str) -> None:
    case = CASES[table]
    amina.client.cookies["django_language"] = "ar"
    response = amina.client.get(f"{amina.home}tables/{table}.xlsx")
    book = Book(response.content)
    assert book.sheet.sheet_view.rightToLeft
    amina.client.cookies["django_language"] = "en"
    number = download(amina, table).number(**case.where)
    plain = {key: value for key, value in case.cells.items() if key not in ("role",)}
    book.set(number, **plain)
    batch = amina.upload((XLSX, book.saved()))
    changed = 0 if table == "people" else 1
    assert counted(batch) == (0, changed, len(book.rows()) - changed, 0, 0), [
        line.remedy for line in lines(batch, "refused")
    ]


@pytest.mark.parametrize("table", TABLES)
def test_a_table_downloads_as_csv_without_formulas(filled: Cast, amina: Browser, table: str) -> None:
    Place.objects.filter(pk=filled.community.pk).update(name="=HYPERLINK(1)")
    response = amina.client.get(f"{amina.home}tables/{table}.csv")
    assert response.status_code == 200
    assert not [line for line in response.content.decode("utf-8-sig").splitlines() if ",=" in line or line[:1] == "="]


def test_text_like_a_formula_stays_text_there_and_back(filled: Cast, amina: Browser) -> None:
    Place.objects.filter(pk=filled.community.pk).update(name="=1+1")
    book = download(amina, "places")
    number = book.number(code="TA-1-1")
    cell = book.sheet.cell(number, book.columns["name"])
    assert (cell.data_type, cell.value) == ("s", "=1+1")
    cell.value, cell.data_type = "=cmd|' /C calc'!A0", "s"
    amina.apply(amina.upload((XLSX, book.saved())))
    assert Place.objects.get(pk=filled.community.pk).name == "=cmd|' /C calc'!A0"


def test_a_row_that_somebody_changed_meanwhile_is_refused_with_both_values(filled: Cast, amina: Browser) -> None:
    book = download(amina, "waves")
    Wave.objects.update(planned_sites=31)
    book.set(2, planned_sites=40)
    (line,) = lines(amina.upload((XLSX, book.saved())), "refused")
    assert "is now “31”, you wrote “40”" in line.remedy


def test_two_people_may_change_different_cells_of_one_row(filled: Cast, amina: Browser) -> None:
    book = download(amina, "sites")
    Site.objects.update(trainer="Esi")
    book.set(2, depth=2)
    batch = amina.upload((XLSX, book.saved()))
    assert counted(batch) == (0, 1, 0, 0, 0)
    amina.apply(batch)
    assert Site.objects.values_list("depth", "trainer").get() == (2, "Esi")


def test_a_row_that_was_not_touched_leaves_a_newer_value_alone(filled: Cast, amina: Browser) -> None:
    book = download(amina, "waves")
    Wave.objects.update(planned_sites=31)
    batch = amina.upload((XLSX, book.saved()))
    assert counted(batch) == (0, 0, 1, 0, 0)


def test_what_changed_between_preview_and_apply_stops_the_apply(filled: Cast, amina: Browser) -> None:
    book = download(amina, "waves")
    book.set(2, planned_sites=40)
    batch = amina.upload((XLSX, book.saved()))
    Wave.objects.update(planned_sites=31)
    response = amina.post(f"{amina.home}{batch.key}/apply")
    assert response.status_code == 409
    assert "Check again" in said(response)
    assert Wave.objects.get().planned_sites == 31


def test_refused_rows_name_the_row_and_what_to_do_and_the_others_go_in(filled: Cast, amina: Browser) -> None:
    book = download(amina, "places")
    book.set(book.number(code="TA-1"), latitude=95.0)
    book.set(book.number(code="TA-2"), population__2026="many")
    book.set(book.number(code="TA-2-1"), parent="TA-1")
    book.set(book.number(code="TA-1-1"), population__2026=512)
    book.add(name="Nowhere", parent="TA-99")
    batch = amina.upload((XLSX, book.saved()))
    assert counted(batch) == (0, 1, 1, 0, 4)
    told = {line.number: line.remedy for line in lines(batch, "refused")}
    assert "“many” is not a number" in told[book.number(code="TA-2")]
    assert "Move it on its own page first" in told[book.number(code="TA-2-1")]
    assert "No place" in told[book.number(name="Nowhere")]
    amina.apply(batch)
    assert filled.community.populations.get().persons == 512


def test_a_change_that_needs_a_reason_is_refused_without_one(filled: Cast, amina: Browser) -> None:
    book = download(amina, "rules")
    book.set(book.number(number="Share of the effect that remains at scale"), value="70")
    (line,) = lines(amina.upload((XLSX, book.saved())), "refused")
    assert "The reason is missing." in line.remedy


def test_what_a_row_is_about_cannot_change(filled: Cast, amina: Browser) -> None:
    book = download(amina, "values")
    book.set(2, place="TA-2-1")
    (line,) = lines(amina.upload((XLSX, book.saved())), "refused")
    assert "says what this row is about" in line.remedy


def test_a_supervisor_sees_only_the_own_district_and_may_not_change_the_program(filled: Cast) -> None:
    make.value(Indicator.objects.get(), filled.other_community, "2026-01", 1, 2)
    babu = Browser(filled.babu, filled.program)
    assert {row["place"] for row in download(babu, "values").rows()} == {"TA-1-1"}
    assert {row["code"] for row in download(babu, "places").rows()} == {"TA-1", "TA-1-1"}
    assert "login" not in download(babu, "people").columns


@pytest.mark.parametrize(("who", "table"), [("dewi", "journal"), ("zed", "places")])
def test_a_table_is_not_given_to_who_may_not_read_it(filled: Cast, who: str, table: str) -> None:
    browser = Browser(getattr(filled, who), filled.program)
    assert browser.client.get(f"{browser.home}tables/{table}.xlsx").status_code in (403, 404)


@pytest.mark.parametrize(("who", "table"), [("chitra", "rules"), ("chitra", "people"), ("chitra", "waves")])
def test_rows_that_the_person_may_not_change_are_refused_with_the_reason(filled: Cast, who: str, table: str) -> None:
    case = CASES[table]
    browser = Browser(getattr(filled, who), filled.program)
    book = download(browser, table)
    where = {"name": "Dewi"} if table == "people" else case.where
    book.set(book.number(**where), **case.cells)
    batch = browser.upload((XLSX, book.saved()))
    assert counted(batch)[:2] == (0, 0)
    assert len(lines(batch, "refused")) == 1


def test_a_donor_reads_tables_but_sends_none_back(filled: Cast) -> None:
    erik = Browser(filled.erik, filled.program)
    data = erik.client.get(f"{erik.home}tables/places.xlsx").content
    assert erik.post(erik.home, {"files": []}).status_code == 403
    assert Book(data).rows()
    assert Import.objects.count() == 0


def test_the_journal_goes_out_and_never_comes_back(filled: Cast, amina: Browser) -> None:
    response = amina.client.get(f"{amina.home}tables/journal.xlsx")
    assert len(Book(response.content).rows()) >= Entry.objects.filter(program=str(filled.program.key)).count()
    batch = amina.upload((XLSX, response.content))
    assert (batch.state, "only read" in batch.error) == ("failed", True)


def test_a_table_of_another_program_is_refused(filled: Cast, amina: Browser) -> None:
    make.role(filled.amina, "coordinator", filled.other_program)
    other = Browser(filled.amina, filled.other_program)
    data = other.client.get(f"{other.home}tables/places.xlsx").content
    assert "was downloaded from another program" in amina.refused_upload((XLSX, data))


def test_the_page_of_imports_lists_the_tables(filled: Cast, amina: Browser) -> None:
    links = {str(link["href"]) for link in amina.page(amina.home).find_all("a")}
    assert {f"{amina.home}tables/{table}.xlsx" for table in TABLES} <= links


def test_an_applied_table_of_values_can_be_taken_back(filled: Cast, amina: Browser) -> None:
    book = download(amina, "values")
    book.set(2, numerator=9)
    batch = amina.apply(amina.upload((XLSX, book.saved())))
    assert amina.import_page(batch).find("h2", id="undo")
    amina.undo(batch, "Typed into the wrong row.")
    assert Value.objects.get().numerator == 8


def test_a_risk_of_bias_stands_in_its_own_columns(filled: Cast, amina: Browser) -> None:
    book = download(amina, "studies")
    (row,) = book.rows()
    assert (row["risk:allocation"], row["because:allocation"]) == ("low", "lots drawn in public")
    book.set(2, risk__measurement="high", because__measurement="Mothers knew.")
    amina.apply(amina.upload((XLSX, book.saved())))
    assert set(Study.objects.get().risks.values_list("domain", "risk")) == {
        ("allocation", "low"),
        ("measurement", "high"),
    }


def test_dates_and_partners_of_a_place_come_back(filled: Cast, amina: Browser) -> None:
    book = download(amina, "sites")
    book.set(2, started_on=datetime(2026, 3, 1), partner="Ministry of Health")
    amina.apply(amina.upload((XLSX, book.saved())))
    site = Site.objects.get()
    assert (str(site.started_on), str(site.partner), site.depth, site.trainer) == (
        "2026-03-01", "Ministry of Health", 1, "Amina",
    )  # fmt: skip


def test_a_large_table_of_values_is_offered_by_year(
    filled: Cast, amina: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet = Indicator.objects.get()
    make.value(sheet, filled.community, "2025-12", 1, 2)
    monkeypatch.setattr("groundswell.across.exchange.services.sending.MOST_ROWS", 1)
    links = {str(link["href"]) for link in amina.page(amina.home).find_all("a")}
    assert {f"{amina.home}tables/values.xlsx?period={year}" for year in (2025, 2026)} <= links
    response = amina.client.get(f"{amina.home}tables/values.xlsx")
    assert response.status_code == 400
    assert "Download one year at a time" in said(response)
    assert [row["period"] for row in download(amina, "values", period="2025").rows()] == ["2025-12"]
    assert download(amina, "values", indicator="P10").rows() == []


def test_a_district_and_its_villages_may_be_added_in_one_sheet(filled: Cast, amina: Browser) -> None:
    book = download(amina, "places")
    book.add(code="TA-9", name="Mirafe", parent="TA")
    book.add(name="Hilltop", parent="TA-9")
    book.add(name="Riverside", parent="Mirafe")
    batch = amina.upload((XLSX, book.saved()))
    assert counted(batch)[0] == 3, [line.remedy for line in lines(batch, "refused")]
    assert not Place.objects.filter(code="TA-9").exists()
    amina.apply(batch)
    assert set(Place.objects.get(code="TA-9").children.values_list("name", flat=True)) == {"Hilltop", "Riverside"}


def test_one_refused_row_of_many_values_leaves_the_others_in(filled: Cast, amina: Browser) -> None:
    book = download(amina, "values")
    for month in range(1, 13):
        book.add(
            indicator="P9", place="TA-2-1", period=f"2025-{month:02}", numerator=3, denominator=-1 if month == 7 else 5
        )
    batch = amina.upload((XLSX, book.saved()))
    assert counted(batch) == (11, 0, 1, 0, 1)
    (line,) = lines(batch, "refused")
    assert (line.number, "2025-07" in line.remedy) == (book.number(period="2025-07"), True)


def test_downloads_take_the_same_queries_for_3_and_for_30_places(
    filled: Cast, amina: Browser, django_assert_num_queries: Any
) -> None:
    with CaptureQueriesContext(connection) as few:
        download(amina, "places")
    for number in range(30):
        make.place(f"Hill {number}", filled.district)
    with django_assert_num_queries(len(few)):
        download(amina, "places")
