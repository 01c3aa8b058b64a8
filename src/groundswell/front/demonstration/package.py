"""Step 4 in the demonstration: a women's-group cycle with its reasons; two versions, a proposal, and a hole."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import uuid5

from django.utils import timezone

from groundswell.before.package.models import Adaptation, Element, ManualTest, Simplification, TrainingSession
from groundswell.before.package.selectors import INSTRUMENT
from groundswell.before.package.services import (
    ElementFacts,
    WorkChanged,
    change_element,
    record_element,
    record_row,
    release_version,
)
from groundswell.front.demonstration.documents import by_name
from groundswell.front.demonstration.elements import ELEMENTS, SESSIONS, Described
from groundswell.front.demonstration.story import FARMERS
from groundswell.ground.documents.models import Document
from groundswell.ground.instruments.models import Round
from groundswell.ground.instruments.selectors import instrument_named
from groundswell.ground.instruments.services import (
    Asked,
    Filled,
    Given,
    RoundFacts,
    close_round,
    invite_raters,
    open_round,
    send,
)
from groundswell.ground.places.models import Place
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Permit

type Leave = Callable[[str, Program], Permit]

RATERS = {"Dr Alie Koroma": {"6": 0.5, "20": 0.5}, "Mother Yeabu": {"20": 0.0, "11": 0.5, "16": 0.5}}
"""Where each of the two raters answers otherwise than “yes” or than what both found."""
BOTH = {"16": 0.0, "20": 0.5, "23": 0.5, "24": 0.0, "25": 0.5}
"""What both found: no training design of its own, half the languages, no low-literacy version yet."""
TWO, ONE = "by two facilitators", "by one facilitator"


@dataclass(frozen=True)
class Days:
    """When things happened, counted back from today."""

    today: date

    def ago(self, days: int) -> date:
        """So many days ago."""
        return self.today - timedelta(days=days)


def pack(program: Program, leave: Leave) -> None:
    """Load step 4; it is done before the verdict is signed, so that the change of the core is known to it.

    Args:
        program: The program.
        leave: Gives the leave for an action.
    """
    days, record = Days(timezone.localdate()), leave("package.element.record", program)
    library = by_name(program)
    lessons = {
        title: record_row(record, program, TrainingSession, order=order, title=title, minutes=minutes,
                          group_size=size, materials=materials, documents=tuple(library[name] for name in names))
        for order, (title, minutes, size, materials, names) in enumerate(SESSIONS, start=1)
    }  # fmt: skip
    made = {
        each.code: record_element(record, program, facts(each, order, lessons, library, first=True))
        for order, each in enumerate(ELEMENTS, start=1)
    }
    release = leave("package.version.release", program)
    release_version(release, program, "3.0", "The method of the pilot, in one manual.", on=days.ago(1100))
    order, cycle = next((n, each) for n, each in enumerate(ELEMENTS, start=1) if each.code == "cycle")
    work = WorkChanged("No district could pay two facilitators for each group.", days.ago(1000))
    change_element(record, made["cycle"], facts(cycle, order, lessons, library), version=1, work=work)
    notes = "One facilitator instead of two, and ten meetings written down step by step. This version was evaluated."
    release_version(release, program, "3.1", notes, on=days.ago(900))
    logs(program, leave, made, days)
    rate(program, leave)


def facts(
    each: Described,
    order: int,
    lessons: dict[str, TrainingSession],
    library: dict[str, Document],
    *,
    first: bool = False,
) -> ElementFacts:
    """An element as the services take it; the first version had two facilitators."""
    words = dict(each.descriptions)
    if first:
        words["en"] = words["en"].replace(ONE, TWO)
    sessions = tuple(lessons[title] for title in each.sessions)
    return ElementFacts(
        each.code, each.kind, each.names, each.nature, words, each.limits, each.rationale, None, each.evidence, order,
        each.items, each.own_items, sessions, tuple(library[name] for name in each.documents),
    )  # fmt: skip


def logs(program: Program, leave: Leave, made: dict[str, Element], days: Days) -> None:
    """What was dropped, adapted, proposed, and how two new facilitators did."""
    record, adapt = leave("package.element.record", program), leave("package.adaptation.record", program)
    districts = {place.name: place for place in Place.objects.filter(path__startswith=program.root.path, depth=2)}
    for dropped, why, code, ago in (
        ("A second facilitator in each group", "No district could pay it; one did as well with a co-worker of the"
         " group beside her.", "cycle", 1000),
        ("Minutes of each meeting, written by the facilitator", "Nobody read them; the picture ledger of the group"
         " holds the decisions.", "decide", 950),
        ("A gift of cloth for coming", "It cannot be paid everywhere, and attendance did not fall without it.",
         None, 930),
    ):  # fmt: skip
        record_row(record, program, Simplification, dropped=dropped, why=why, who="The pilot team with the ministry",
                   on=days.ago(ago), element=made.get(code) if code else None)  # fmt: skip
    for what, why, place, agreed, code, state, ago in (
        ("Meetings every two weeks from January to April", "In the farming months nobody can come, so the cycle goes"
         " faster before.", "Dorasa", "The group leaders and the section chief", "rhythm", "approved", 400),
        ("Cards drawn anew with the dress of the river people", "Women laughed at the dresses on the first cards.",
         "Wuya", "The mothers’ union of Wuya", "cards", "noted", 310),
        ("Mothers-in-law are invited to the third meeting", "They decide about the first bath and the first milk;"
         " groups that had them decided more.", "Sewara", "The district health team", "choose", "proposed", 90),
    ):  # fmt: skip
        record_row(adapt, program, Adaptation, element=made[code], what=what, place=districts[place], where="", why=why,
                   agreed_by=agreed, on=days.ago(ago), state=state)  # fmt: skip
    for who, sessions, share, unclear, ago in (
        ("Fatu Conteh", 2, 0.83, "How long the vote may take when the group is large.", 120),
        ("Sia Koker", 1, 0.71, "The second meeting: what to do when nobody names a problem.", 150),
    ):
        values = {"facilitator": who, "organisation": FARMERS, "on": days.ago(ago), "place": districts["Dorasa"]}
        told = {"sessions": sessions, "fidelity": share, "unclear": unclear}
        record_row(record, program, ManualTest, **values | told)


def rate(program: Program, leave: Leave) -> None:
    """Two raters who did not write it, a closed round."""
    facts = RoundFacts("Manual 3.1, before the third wave", ("government", "community"), package_version="3.1")
    made = open_round(leave("instruments.round.open", program), program, instrument_named(INSTRUMENT), facts)
    Round.objects.filter(pk=made.pk).update(opened_at=timezone.now() - timedelta(days=120))
    made.refresh_from_db()
    for side, (name, own) in zip(("government", "community"), RATERS.items(), strict=True):
        asked = Asked(side, names=(name,))
        rater, secret = invite_raters(leave("instruments.rater.invite", program), made, asked)[0]
        answers = {str(item): 1.0 for item in range(1, 26)} | BOTH | own
        send(secret, Filled(uuid5(rater.key, "demonstration"), {item: Given(value) for item, value in answers.items()}))
    close_round(leave("instruments.round.close", program), made)
    Round.objects.filter(pk=made.pk).update(closed_at=timezone.now() - timedelta(days=100))
