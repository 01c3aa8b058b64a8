"""The policies of the invented country: what helps, what hinders, what is asked of whom."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from django.utils import timezone

from groundswell.before.consensus.models import Stakeholder
from groundswell.before.policy.models import Policy
from groundswell.before.policy.services import (
    AskFacts,
    EventFacts,
    PolicyFacts,
    change_policy,
    close_ask,
    record_ask,
    record_event,
    record_policy,
    review_area,
)
from groundswell.domain.policy.facts import AREAS
from groundswell.ground.places.models import Place
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Permit

Leave = Callable[[str, Program], Permit]
RECORD = "policy.policy.record"


def advocate(program: Program, leave: Leave) -> None:
    """Fill step 6 as a policy lead would after half a year."""
    permit, today = leave(RECORD, program), timezone.localdate()
    for area in AREAS:
        review_area(permit, program, area, program.root, on=today - timedelta(days=90), found=FOUND.get(area, ""))
    south = program.root.children.get(code="TA-S")
    review_area(permit, program, "registration", south, on=today - timedelta(days=30), found=FOUND["registration"])
    norm, per_diem = register(program, permit, today)
    paid = record_ask(permit, program, AskFacts(
        "Pay facilitators as community health workers of grade 2", norm,
        "One facilitator in four leaves within a year, because other programs pay. Each leaves nine groups behind.",
        "", "Amina Sorie", today + timedelta(days=75),
        Stakeholder.objects.get(program=program, name="Dr Mariama Koroma"),
    ))  # fmt: skip
    record_ask(permit, program, AskFacts(
        "Let the district health officer, not the council, confirm a new group", per_diem,
        "In the South a group waits five months for its paper; women stop coming before the first meeting.",
        "", "Babu Kargbo", today - timedelta(days=12),
    ))  # fmt: skip
    won = record_ask(permit, program, AskFacts(
        "Allow counts without names to leave the district", None, "", "Data Protection Commission", "Chitra Lansana",
        today - timedelta(days=60),
    ))  # fmt: skip
    close_ask(permit, won, "won", "Circular 7/2026 allows counts of five or more.", version=1)
    lost = record_ask(permit, program, AskFacts(
        "Let supervisors claim half a day", None, "Supervisors visit two groups in one day and hurry.",
        "Ibrahim Sankoh, Budget officer", "Chitra Lansana", today - timedelta(days=130),
        Stakeholder.objects.get(program=program, name="Ibrahim Sankoh"),
    ))  # fmt: skip
    close_ask(permit, lost, "lost", "The ministry of finance changes no rate before the next budget.", version=1)
    for facts in (
        EventFacts("Hearing of the health committee", today + timedelta(days=20), paid, "Parliament, room 4",
                   "Amina Sorie", "Bring the one-page case and two mothers from Wuya"),
        EventFacts("Visit of the director to the pilot", today + timedelta(days=47), paid, "Wuya", "Babu Kargbo"),
        EventFacts("Round table of partners on per diems", today - timedelta(days=25), None, "Ministry of Health",
                   "Chitra Lansana", "Send the comparison of rates", done=True),
    ):  # fmt: skip
        record_event(permit, program, facts)


def register(program: Program, permit: Permit, today: date) -> tuple[Policy, Policy]:
    """The register; the two policies that something is asked about."""
    root = program.root
    south = root.children.get(code="TA-S")
    waves = {wave.number: wave for wave in program.waves.all()}
    norm = enter(permit, program, PolicyFacts(
        "Staffing norm 4/2019: volunteers are not paid", "staffing", "incentives", root, starts_on=date(2019, 3, 1),
        on_effectiveness="inhibiting", treatment="change",
        effect="Facilitators receive transport money only. They leave for programs that pay.",
    ))  # fmt: skip
    bylaw = PolicyFacts(
        "By-law of the southern councils: groups are registered by the council", "norm", "registration", south,
        starts_on=date(2024, 7, 1), on_reach="inhibiting",
    )  # fmt: skip
    council = enter(permit, program, bylaw)
    last = tuple(wave for number, wave in waves.items() if number == max(waves))
    council = change_policy(permit, council, replace(
        bylaw, titles=council.titles, on_reach="blocking", treatment="around", waves=last,
        effect="A group may not meet before the council has stamped its list of members.",
    ), version=council.version)  # fmt: skip
    for facts in (
        PolicyFacts("National community health strategy 2022 to 2026", "plan", "guidelines", root,
                    starts_on=date(2022, 1, 1), ends_on=date(today.year, 12, 31), on_reach="supportive",
                    effect="Names women’s groups as a way to reach families before birth."),
        PolicyFacts("Data Protection Act 2021", "law", "data", root, starts_on=date(2021, 6, 1),
                    effect="Names of mothers stay in the village book; only counts go up."),
        PolicyFacts("Circular 12/2023 on per diems", "circular", "procurement", root, starts_on=date(2023, 10, 1),
                    on_effectiveness="inhibiting",
                    effect="Half a day is not paid; supervisors visit two groups in one day and hurry."),
        PolicyFacts("Budget line 4.2.7, community mobilisation", "budget", "budget", root,
                    starts_on=date(2025, 1, 1), on_reach="supportive",
                    effect="Pays a supervisor for each district from the state’s own money."),
        PolicyFacts("Task-sharing norm 9/2020", "norm", "cadres", root, starts_on=date(2020, 9, 1),
                    on_reach="supportive", effect="Lay facilitators may lead health talks without a nurse."),
    ):  # fmt: skip
        enter(permit, program, facts)
    wuya = Place.objects.get(code="TA-09", path__startswith=root.path)
    enter(permit, program, PolicyFacts(
        "Permission of the section chief to meet at the river", "permission", "registration",
        wuya.children.order_by("code")[0], on_reach="blocking", treatment="change",
        effect="The only dry meeting place is his. The work begins there when he has said yes.",
    ))  # fmt: skip
    return norm, council


def enter(permit: Permit, program: Program, facts: PolicyFacts) -> Policy:
    """A policy under its titles in all three languages."""
    french, arabic = TITLES[facts.title]
    return record_policy(permit, program, replace(facts, titles={"fr": french, "ar": arabic}))


FOUND = {
    "incentives": "Staffing norm 4/2019",
    "data": "Data Protection Act 2021, circular 7/2026",
    "procurement": "Circular 12/2023 on per diems",
    "registration": "By-law of the southern councils",
    "guidelines": "National community health strategy",
    "budget": "Budget line 4.2.7",
    "cadres": "Task-sharing norm 9/2020",
}

TITLES: dict[str, tuple[str, str]] = {
    "Staffing norm 4/2019: volunteers are not paid": (
        "Norme de personnel 4/2019 : les bénévoles ne sont pas payés",
        "قاعدة الموظفين 4/2019: لا يُدفع أجر للمتطوعين",
    ),
    "By-law of the southern councils: groups are registered by the council": (
        "Règlement des conseils du Sud : les groupes sont enregistrés par le conseil",
        "لائحة مجالس الجنوب: تسجل المجموعات لدى المجلس",
    ),
    "National community health strategy 2022 to 2026": (
        "Stratégie nationale de santé communautaire 2022–2026",
        "الاستراتيجية الوطنية لصحة المجتمع 2022–2026",
    ),
    "Data Protection Act 2021": (
        "Loi de 2021 sur la protection des données",
        "قانون حماية البيانات لعام 2021",
    ),
    "Circular 12/2023 on per diems": (
        "Circulaire 12/2023 sur les indemnités journalières",
        "التعميم 12/2023 بشأن البدلات اليومية",
    ),
    "Budget line 4.2.7, community mobilisation": (
        "Ligne budgétaire 4.2.7, mobilisation communautaire",
        "البند 4.2.7 من الميزانية، تعبئة المجتمع",
    ),
    "Task-sharing norm 9/2020": (
        "Norme 9/2020 sur le partage des tâches",
        "قاعدة 9/2020 لتقاسم المهام",
    ),
    "Permission of the section chief to meet at the river": (
        "Autorisation du chef de section de se réunir à la rivière",
        "إذن رئيس القطاع بالاجتماع عند النهر",
    ),
}  # fmt: skip
"""What the policies are called in French and in Arabic."""
