"""Step 5 in the demonstration: the ministry agrees, a region waits, a district officer doubts, chiefs asked for it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from groundswell.before.consensus.models import Commitment, Contact, Objection, Stakeholder
from groundswell.before.consensus.services import (
    add_part,
    answer_level,
    record_position,
    record_stakeholder,
    record_story,
    seen_answers,
)
from groundswell.before.consensus.services.levels import Given
from groundswell.ground.places.models import Place
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Permit

type Leave = Callable[[str, Program], Permit]
DECIDES, DOES, LEADS = "decision-maker", "implementer", "community leader"

PEOPLE: tuple[tuple[str, str, str, str, str, int, str, tuple[tuple[int, int, str], ...]], ...] = (
    ("Tarawe", "Dr Mariama Koroma", "Director of Reproductive and Child Health", "Ministry of Health", DECIDES, 5,
     "The target for newborn deaths in the five-year plan.",
     ((900, 0, "First meeting: wants to see numbers."), (420, 1, "Said so before the steering group."),
      (120, 2, "Visited Bonta and spoke for it in the sector meeting."))),
    ("Tarawe", "Ibrahim Sankoh", "Budget officer", "Ministry of Finance", DECIDES, 4, "Costs that recur every year.",
     ((300, -1, "Letter of the ministry: no line beyond next year."), (90, 0, "Asked for the unit cost."))),
    ("Tarawe", "Sr Agnes Tucker", "President", "Nurses’ and Midwives’ Association", DOES, 3, "Workload of its members.",
     ((400, -1, "Feared unpaid work."), (150, 1, "Signed the note on workload."))),
    ("Tarawe", "Mammy Hawa Turay", "Chair", "National Market Women’s Union", LEADS, 3, "Mothers and their earnings.",
     ((380, 2, "Asked for groups in each market town."),)),
    ("North", "Dr Joseph Bangura", "Regional Medical Officer", "Ministry of Health", DECIDES, 4, "Outbreaks first.",
     ((260, 0, "Will wait for the ministry’s circular."),)),
    ("Centre", "Dr Fatmata Dumbuya", "Regional Medical Officer", "Ministry of Health", DECIDES, 4,
     "Outreach clinics that are full.", ((200, 1, "Opened the regional workshop."),)),
    ("Bonta", "Dr Alie Koroma", "District Medical Officer", "Ministry of Health", DECIDES, 4,
     "Fewer deaths in the district.",
     ((1000, 1, "Signed the pilot."), (500, 2, "Shows visitors round himself."))),
    ("Dorasa", "Dr Samuel Conteh", "District Medical Officer", "Ministry of Health", DECIDES, 4,
     "Supervision already takes two days a week.",
     ((280, 1, "Agreed in the district meeting."), (110, -1, "Too few visits for too many groups, he says."))),
    ("Dorasa", "Kadiatu Sesay", "District Health Sister", "Ministry of Health", DOES, 3, "Time for home visits.",
     ((200, 1, "Trained twelve facilitators."),)),
    ("Dorasa", "Alhaji Musa Kargbo", "Chief administrator", "District council", DECIDES, 3,
     "What the council can show.",
     ((160, 1, "Council minute of the quarter."),)),
    ("Koyande", "Dr Memunatu Jalloh", "District Medical Officer", "Ministry of Health", DECIDES, 4,
     "Roads in the rains.",
     ((60, 1, "By telephone, will write."),)),
)  # fmt: skip
LEADERS = (
    ("Bonta", "Chief Sorie Kamara", "Paramount chief", 4, 2, "Asked for groups in every section."),
    ("Bonta", "Mother Yeabu Conteh", "Leader of a mothers’ group", 2, 2, "Tells it to other villages."),
    ("Dorasa", "Chief Pa Santigie", "Section chief", 3, 1, "Gave the meeting place."),
    ("Dorasa", "Imam Abdul Rahman", "Imam", 3, 0, "Wants the men to be asked too."),
    ("Dorasa", "Haja Isatu Koroma", "Leader of a mothers’ group", 2, 1, "Her group meets by itself."),
)
"""Community leaders by district: they belong to its first communities."""

CONTACTS: tuple[tuple[str, str, int, str, str, tuple[str, int, str] | None], ...] = (
    ("Dr Mariama Koroma", "site visit", 120, "Amina Sorie", "Spent a day with two groups in Bonta.",
     ("Send her the verdict when it is signed", 14, "Amina Sorie")),
    ("Ibrahim Sankoh", "meeting", 80, "Amina Sorie", "Wants the cost of one community, by year.",
     ("Bring the cost sheet", -10, "Chitra Lansana")),
    ("Dr Samuel Conteh", "meeting", 95, "Babu Kargbo", "Showed the table of visits.", None),
    ("Dr Samuel Conteh", "call", 60, "Babu Kargbo", "No time this month.", None),
    ("Dr Samuel Conteh", "meeting", 25, "Babu Kargbo", "Would agree to visits by group leaders.",
     ("Propose visits by leaders of strong groups", 5, "Babu Kargbo")),
    ("Dr Joseph Bangura", "letter", 40, "Amina Sorie", "The circular, with an invitation to Bonta.",
     ("Fix the day of his visit", 21, "Amina Sorie")),
)  # fmt: skip
"""Who, how, so many days ago, by whom, what was said, and the next step with its day from now and its owner."""

ANSWERS: dict[int, dict[str, tuple[int, str]]] = {
    0: {"1": (2, "The director visited Bonta."), "2": (2, "Letter of support, signed."),
        "3": (2, "The union asked for it."),
        "4": (1, "Note on workload with the association."), "5": (2, "One-page case, read."),
        "6": (1, "One objection on costs is open."), "7": (2, "The director."), "8": (0, ""),
        "9": (2, "Joint calendar."),
        "10": (2, "Steering group in the next quarter.")},
    1: {"1": (1, "One of three medical officers came."), "2": (0, ""), "3": (1, "Two regional unions."), "4": (0, ""),
        "5": (1, "Workshop in the Centre."), "6": (1, "Minutes."), "7": (0, ""), "8": (0, "")},
    2: {"1": (2, "Visits to Bonta, all but one."), "2": (1, "Six of nine signed."), "3": (2, "Section chiefs asked."),
        "4": (1, "Not in Dorasa."), "5": (2, "One-page case in each district."), "6": (1, "One open in Dorasa."),
        "7": (2, "Dr Alie Koroma."), "8": (1, "Fuel for visits."), "9": (1, "Nutrition programme."),
        "10": (2, "Dated.")},
    3: {"1": (2, "Exchange visits."), "2": (2, "Thumb-printed by-laws."), "3": (2, "Asked in open meetings."),
        "4": (2, "Facilitators chosen by the groups."), "5": (2, "In the local languages."),
        "6": (2, "Men’s meetings held."),
        "7": (2, "Mother Yeabu."), "8": (1, "Meeting places."), "9": (1, "Savings groups."), "10": (2, "Monthly.")},
}  # fmt: skip


def agree(program: Program, leave: Leave) -> None:
    """Load step 5.

    Args:
        program: The program of the demonstration.
        leave: Gives the leave for an action.
    """
    today, permit = timezone.localdate(), leave("consensus.stakeholder.record", program)
    places = {row.name: row for row in Place.objects.filter(path__startswith=program.root.path, depth__lte=2)}
    people: dict[str, Stakeholder] = {}
    for where, name, office, organisation, side, power, interest, course in PEOPLE:
        facts = {"place": places[where], "name": name, "office": office, "organisation": organisation, "side": side,
                 "power": power, "interest": interest, "champion": course[-1][1] == 2}  # fmt: skip
        people[name] = record_stakeholder(permit, program, facts)
        for days, value, evidence in course:
            record_position(permit, people[name], value, today - timedelta(days=days), evidence)
    for number, (district, name, office, power, value, evidence) in enumerate(LEADERS):
        first = Place.objects.filter(parent=places[district]).order_by("code")
        facts = {"place": first[number], "name": name, "office": office, "side": LEADS, "power": power,
                 "champion": value == 2}  # fmt: skip
        people[name] = record_stakeholder(permit, program, facts)
        record_position(permit, people[name], value, today - timedelta(days=140 + number), evidence)
    engage(permit, people, today)
    for depth, answers in ANSWERS.items():
        given = {item: Given(*answer) for item, answer in answers.items()}
        level = leave("consensus.readiness.record", program)
        answer_level(level, program, depth, given, seen=seen_answers(program, depth))
    tell(program, leave, today)


def engage(permit: Permit, people: dict[str, Stakeholder], today: date) -> None:
    """Objections with their replies, commitments and contacts."""

    def ago(days: int) -> date:
        return today - timedelta(days=days)

    objections: tuple[tuple[str, dict[str, Any]], ...] = (
        ("Ibrahim Sankoh", {"theme": "cost", "words": "Who pays when the grant ends?", "raised_on": ago(300)}),
        ("Sr Agnes Tucker", {
            "theme": "workload", "words": "Nurses have no time for groups.", "raised_on": ago(400), "state": "settled",
            "reply": "Groups are led by women of the community, not by nurses. Nurses come once in three months.",
            "replied_on": ago(170), "in_case": True}),
        ("Dr Samuel Conteh", {
            "theme": "workload", "words": "My supervisors cannot visit so many groups.", "raised_on": ago(110)}),
        ("Dr Mariama Koroma", {
            "theme": "evidence", "words": "Did it work elsewhere, or only in one project?", "raised_on": ago(800),
            "state": "settled", "in_case": True, "replied_on": ago(420),
            "reply": "Trials in several countries compared places with groups to places without; "
                     "each is listed with its source."}),
        ("Dr Joseph Bangura", {
            "theme": "lasting", "words": "It will stop when the project goes.", "raised_on": ago(250),
            "state": "answered",
            "reply": "In Bonta the groups go on meeting; the district pays for the visits from its own budget.",
            "replied_on": ago(200), "in_case": True}),
        ("Imam Abdul Rahman", {
            "theme": "custom", "words": "The men must know what is said.", "raised_on": ago(150), "state": "settled",
            "reply": "Each cycle has meetings with the men too, and one for the whole village.", "replied_on": ago(100),
            "in_case": True}),
    )  # fmt: skip
    for name, facts in objections:
        add_part(permit, people[name], Objection, facts)
    commitments: tuple[tuple[str, dict[str, Any]], ...] = (
        ("Dr Mariama Koroma", {"words": "A letter to all regional medical officers", "due_on": ago(60), "state": "kept",
                               "evidence": "Circular 14, sent."}),
        ("Ibrahim Sankoh", {"words": "An answer on a budget line", "due_on": ago(20)}),
        ("Dr Alie Koroma", {"words": "Host two visits each quarter", "due_on": today + timedelta(days=70)}),
        ("Alhaji Musa Kargbo", {"words": "A store room for the picture cards", "due_on": today + timedelta(days=25)}),
    )  # fmt: skip
    for name, facts in commitments:
        add_part(permit, people[name], Commitment, facts)
    for name, kind, days, who, minutes, step in CONTACTS:
        facts = {"kind": kind, "on": ago(days), "who": who, "minutes": minutes}
        if step:
            facts |= {"next_step": step[0], "next_on": today + timedelta(days=step[1]), "next_owner": step[2]}
        add_part(permit, people[name], Contact, facts)


def tell(program: Program, leave: Leave, today: date) -> None:
    """Two stories in two languages that may be told, and one that may not."""
    bonta = Place.objects.get(path__startswith=program.root.path, name="Bonta", depth=2)
    villages = list(Place.objects.filter(parent=bonta).order_by("code")[:3])
    stories = (
        ("When my first child was born we had no money for the road. Then the group bought a bicycle with a cart. "
         "My second was born at the clinic; three women have used the cart since.",
         "Yeabu, member of a group", "en", True, "Signed with her thumb before the group"),
        ("Avant, personne ne parlait des bébés qui meurent. Dans le groupe nous avons compté, puis cherché pourquoi. "
         "Maintenant chaque femme enceinte a deux voisines qui veillent.",
         "Mariatou, animatrice", "fr", True, "Enregistré, avec son accord"),
        ("كنا نظن أن موت الرضيع قدر لا كلام فيه. في المجموعة تعلمنا أن نجفف الطفل ونضعه على صدر أمه. "
         "عاشت ابنة أختي بذلك.",
         "زينب، عضو في مجموعة", "ar", True, "وافقت أمام رئيسة المجموعة"),
        ("A story whose teller has not been asked yet.", "A father", "en", False, ""),
    )  # fmt: skip
    for number, (words, teller, language, consent, how) in enumerate(stories):
        facts = {"place": villages[number % len(villages)], "words": words, "teller": teller, "language": language,
                 "consent": consent, "consent_how": how, "told_on": today - timedelta(days=200 + number)}  # fmt: skip
        record_story(leave("consensus.story.record", program), program, facts)
