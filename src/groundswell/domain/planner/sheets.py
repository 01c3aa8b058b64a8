"""The sheets a plan is read from: for each column its unit, what is allowed, and an example."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from groundswell.domain.planner.country import (
    ACTIVITIES,
    District,
    Fund,
    Host,
    Master,
    Package,
    Place,
    Reach,
    Region,
    Team,
    Tranche,
)


@dataclass(frozen=True)
class Column:
    """One column of a sheet.

    Args:
        name: Header, and field of the record.
        about: What it holds.
        kind: ``text``, ``number``, ``share``, ``count``, ``quarter``, ``yes/no``, ``list`` or ``activities``.
        unit: Unit in words; empty for none.
        example: As it would be written.
        optional: Whether it may be left blank, for the default of the record.
    """

    name: str
    about: str
    kind: str = "text"
    unit: str = ""
    example: str = ""
    optional: bool = False

    @property
    def allowed(self) -> str:
        """What may be written, in words."""
        words = {
            "number": "0 or more", "share": "0 to 1", "count": "whole number from 0 up",
            "quarter": "a quarter such as 2027-Q2", "yes/no": "yes | no", "list": "codes separated by ;",
            "activities": " | ".join(ACTIVITIES) + ", separated by ;",
        }.get(self.kind, "text")  # fmt: skip
        return f"{words}; blank for the default" if self.optional else words


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name, the record that a row makes, its columns, whether a plan needs it."""

    name: str
    record: Any
    columns: tuple[Column, ...]
    needed: bool = True


MONEY = "currency of the settings"
SHEETS = (
    Sheet("places", Place, (
        Column("code", "Code of the community, unique", example="P001"),
        Column("district", "Code of its district", example="D1"),
        Column("language", "Language in which teams and hosts must speak", example="odia"),
        Column("people", "Who live there", "number", "people", "820"),
        Column("readiness", "How ready it is, from scalability, consensus and policy", "share", "share", "0.7"),
        Column("earliest", "First quarter in which it may start", "quarter", "quarter", "2027-Q1", True),
        Column("promised_by", "Last quarter by which it was promised to start", "quarter", "quarter", "2028-Q1", True),
        Column("cost_factor", "Its costs as a multiple of the package's", "number", "times", "1.2", True),
        Column("hard_to_reach", "Whether it counts for the hardest to reach", "yes/no", "", "no", True),
    )),
    Sheet("districts", District, (
        Column("code", "Code of the district, unique", example="D1"),
        Column("region", "Code of its region", example="R1"),
        Column("opening_cost", "Office, coordination body, agreements; once", "number", MONEY, "6000", True),
        Column("office_cost", "Office, each quarter after the opening", "number", MONEY + " per quarter", "300", True),
    )),
    Sheet("regions", Region, (
        Column("code", "Code of the region, unique", example="R1"),
        Column("trainers", "Full-time trainers at the beginning", "number", "trainers", "6", True),
        Column("trainer_days", "Days that one trainer gives", "number", "days per quarter", "50", True),
        Column("at_least", "Places that must start in it", "count", "places", "0", True),
    )),
    Sheet("packages", Package, (
        Column("code", "Name of the package, unique", example="standard"),
        Column("transfers", "Hand-overs from those who made the method", "count", "hand-overs", "2"),
        Column("supervised", "Share of the quarters in which it is visited or refreshed", "share", "share", "0.7"),
        Column("visits", "Visits to a host in the quarter of the start", "count", "visits", "0", True),
        Column("start_up_cost", "In the quarter of the start", "number", MONEY, "600", True),
        Column("visit_cost", "Travel to the host", "number", MONEY, "0", True),
        Column("running_cost", "In each quarter after it", "number", MONEY + " per quarter", "80", True),
        Column("team_days_start", "In the quarter of the start, without travel", "number", "team-days", "5", True),
        Column("team_days", "In each quarter after it", "number", "team-days per quarter", "1.4", True),
        Column("trainer_days_start", "In the quarter of the start", "number", "trainer-days", "4", True),
        Column("trainer_days", "In each quarter after it", "number", "trainer-days per quarter", "0.4", True),
    )),
    Sheet("teams", Team, (
        Column("code", "Name of the team, unique", example="T1"),
        Column("days", "Days it has, travel included", "number", "days per quarter", "45"),
        Column("languages", "Languages it speaks", "list", "", "odia; hindi"),
    ), needed=False),
    Sheet("reach", Reach, (
        Column("team", "Name of the team", example="T1"),
        Column("district", "A district within its reach", example="D1"),
        Column("travel", "Days of travel for each day of work there", "number", "days per day", "0.2", True),
    ), needed=False),
    Sheet("hosts", Host, (
        Column("code", "Name of the living university, unique", example="H1"),
        Column("visits", "Visits it can bear", "count", "visits per quarter", "4"),
        Column("regions", "Regions it receives", "list", "", "R1; R2"),
        Column("languages", "Languages it speaks", "list", "", "odia"),
    ), needed=False),
    Sheet("masters", Master, (
        Column("code", "Name of the master trainer, unique", example="M1"),
        Column("trainees", "Trainers that he or she can train", "number", "trainers per quarter", "2"),
        Column("regions", "Regions for which he or she trains", "list", "", "R1"),
    ), needed=False),
    Sheet("funds", Fund, (
        Column("code", "Name of the fund, unique", example="bilateral"),
        Column("activities", "What it may pay; blank for all", "activities", "", "start-up; visit", True),
        Column("regions", "Where it may pay; blank for everywhere", "list", "", "R1", True),
        Column("first", "First quarter in which it may pay", "quarter", "quarter", "2027-Q1", True),
        Column("last", "Last quarter in which it may pay", "quarter", "quarter", "2029-Q4", True),
    ), needed=False),
    Sheet("tranches", Tranche, (
        Column("fund", "Name of the fund", example="bilateral"),
        Column("quarter", "When the money arrives", "quarter", "quarter", "2027-Q1"),
        Column("amount", "How much; what is left is carried over", "number", MONEY, "250000"),
    ), needed=False),
)  # fmt: skip

SETTINGS = (
    Column("first_quarter", "The quarter the plan begins with", "quarter", "quarter", "2027-Q1"),
    Column("quarters", "How many quarters are planned", "count", "quarters", "16"),
    Column("currency", "Of all money (ISO 4217)", example="USD"),
    Column("least_chance", "Least mean chance of holding the floor that a package needs", "share", "share", "0.4"),
    Column("least_exposure", "Quarters left after the last start", "count", "quarters", "4"),
    Column("attrition", "Trainers who leave in a quarter", "share", "share", "0.03"),
    Column("training_cost", "To train one trainer", "number", MONEY, "400"),
    Column("hardest_share", "Share of the value that falls to the hardest to reach", "share", "share", "0"),
    Column("target_people", "People to live at or above the floor at the end", "number", "people", "100000"),
    Column("floor", "Quality that a place must not fall below", "share", "share", "0.65"),
    Column("pilot_quality", "Quality where the method was made", "share", "share", "0.95"),
    Column("loss", "Lost at each hand-over", "share", "share", "0.123"),
    Column("visit_saves", "Share of the last loss that a visit to a host avoids", "share", "share", "0.45"),
    Column("unready_loss", "Lost where readiness is none", "share", "share", "0.15"),
    Column("decay", "Lost in a quarter without supervision", "share", "share", "0.2"),
    Column("plateau", "What stays without supervision", "share", "share", "0.6"),
    Column("turnover", "People replaced in a quarter", "share", "share", "0.05"),
    Column("refresher", "Share of what new people lack that supervision restores", "share", "share", "0.9"),
    Column("spread", "Standard deviation between places of the logit of quality", "number", "logits", "0.5"),
)  # fmt: skip
