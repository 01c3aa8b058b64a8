"""Who is in the demonstration and what its program is called."""

from __future__ import annotations

from dataclasses import dataclass

from groundswell.front.demonstration.story import FARMERS, MINISTRY, UNION


@dataclass(frozen=True)
class Member:
    """A person of the demonstration."""

    name: str
    what: str
    role: str
    place: str = ""
    organisation: str = ""
    at: str = "district"


CAST: dict[str, Member] = {
    "amina": Member("Amina Sorie", "coordinates the program in the whole country", "coordinator", organisation=UNION),
    "babu": Member("Babu Kargbo", "supervises Dorasa district", "supervisor", "Dorasa", MINISTRY),
    "chitra": Member("Chitra Lansana", "keeps the numbers for a partner", "monitor", organisation=FARMERS),
    "dewi": Member(
        "Dewi Momoh", "facilitates groups in one community of Dorasa", "facilitator", "Dorasa", FARMERS, "community"
    ),
    "erik": Member("Erik Lund", "gives money and reads", "donor", organisation="Northern Fund"),
    "zed": Member("Zed Kamara", "has no role here and sees nothing", ""),
}


@dataclass(frozen=True)
class Description:
    """The program's own words."""

    name: str
    names: dict[str, str]
    approach: str
    health_issue: str
    owner: str
    package_version: str
    organisations: dict[str, str]


PROGRAM = Description(
    name="Mothers’ Groups, Tarawe",
    names={"en": "Mothers’ Groups, Tarawe", "fr": "Groupes de mères, Tarawé", "ar": "مجموعات الأمهات، تاراوي"},
    approach="Women’s groups find, discuss and solve problems of birth and the newborn in a cycle of meetings.",
    health_issue="Newborn survival",
    owner=UNION,
    package_version="3.1",
    organisations={UNION: "community", FARMERS: "community", MINISTRY: "government", "Northern Fund": "donor"},
)

LEVELS: tuple[tuple[str, dict[str, str]], ...] = (
    ("country", {"en": "country", "fr": "pays", "ar": "بلد"}),
    ("region", {"en": "region", "fr": "région", "ar": "إقليم"}),
    ("district", {"en": "district", "fr": "district", "ar": "مقاطعة"}),
    ("community", {"en": "community", "fr": "communauté", "ar": "مجتمع محلي"}),
)
GROUP = "Countries of the Great River"
GROUP_LEVEL = ("group of countries", {"en": "group of countries", "fr": "groupe de pays", "ar": "مجموعة بلدان"})
SPOKEN: dict[str, tuple[str, ...]] = {"North": ("fr",), "Centre": ("en", "fr"), "South": ("en",)}
INDICATORS = ("P2", "P3", "P5", "P9", "P13", "P14", "O1")

INPUTS: dict[str, tuple[object, str]] = {
    "package_score": (84.0, "Two raters, package 3.1 (demonstration)"),
    "package_core_defined": (True, "Manual 3.1, chapter 2 (demonstration)"),
    "data_completeness": (0.91, "Pilot reports received, 2 years (demonstration)"),
    "scalability_score": (71.0, "Eight raters from three sides (demonstration)"),
    "scalability_critical_gaps": (0, "Eight raters from three sides (demonstration)"),
    "unit_cost": (640.0, "Pilot accounts (demonstration)"),
    "payer_months": (18.0, "Agreement with the Northern Fund (demonstration)"),
    "scale_cadre": ("community health workers of the state", "Plan of the Ministry (demonstration)"),
    "serious_harm": (False, "Steering group, all reports read (demonstration)"),
    "fidelity": (0.92, "220 sessions watched in the pilot (demonstration)"),
    "active_dose": (0.30, "Method, default of the published trials"),
}
