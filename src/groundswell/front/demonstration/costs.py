"""Step 3 in the demonstration: what the mothers' groups cost, and who pays until when."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils import timezone

from groundswell.before.scalability.models import Conversion, CostLine, Payer
from groundswell.before.scalability.selectors import sheet_of
from groundswell.before.scalability.services import record_row, set_sheet
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Permit

FUND, MINISTRY = "Northern Fund", "Ministry of Health"
SHEET = {"groups": 2.0, "people": 60.0, "meetings": 11.0, "groups_per_facilitator": 9.0,
         "facilitators_per_supervisor": 9.0}  # fmt: skip
LINES: tuple[dict[str, Any], ...] = (
    {"name": "Office in the capital", "kind": "fixed", "amount": 6_200_00, "payer": FUND, "source": "Pilot accounts"},
    {"name": "District office", "kind": "step", "driver": "community", "step": 60.0, "amount": 4_800_00,
     "low": 4_000_00, "high": 6_500_00, "source": "Pilot accounts"},
    {"name": "Supervisor with motorcycle", "kind": "step", "driver": "facilitator", "step": 9.0, "amount": 3_900_00,
     "low": 3_400_00, "high": 4_700_00, "source": "Salary scale of the ministry"},
    {"name": "Facilitator’s allowance", "kind": "variable", "driver": "facilitator", "amount": 620_00, "low": 540_00,
     "high": 780_00, "source": "Pilot accounts"},
    {"name": "Picture cards and books", "kind": "variable", "driver": "meeting", "amount": 2_10, "low": 1_80,
     "high": 2_90, "source": "Offer of the printer"},
    {"name": "Refresher course", "kind": "variable", "driver": "facilitator", "amount": 95_00, "low": 80_00,
     "high": 140_00, "source": "Pilot accounts"},
    {"name": "First training of a facilitator", "kind": "variable", "driver": "facilitator", "amount": 480_00,
     "low": 400_00, "high": 700_00, "phase": "start-up", "years": 3, "learning": 0.08, "floor": 0.7,
     "source": "Pilot accounts"},
    {"name": "Vehicle for the trainers", "kind": "step", "driver": "community", "step": 350.0, "amount": 26_500_00,
     "currency": "EUR", "phase": "start-up", "years": 6, "source": "Offer of the dealer"},
)  # fmt: skip


def price(program: Program, leave: Callable[[str, Program], Permit]) -> None:
    """Write the cost sheet: last year's accounts brought to this year's prices, a car in euros, two payers.

    Args:
        program: The program of the demonstration.
        leave: Gives the leave for an action.
    """
    permit, today = leave("scalability.cost.record", program), timezone.localdate()
    year, last = today.year, today.year - 1
    set_sheet(permit, program, SHEET | {"price_year": year}, version=sheet_of(permit, program).version)
    facts = {"held_on": date(year, 1, 31), "source": "Bank of Tarawe"}
    record_row(permit, program, Conversion, facts | {"origin": "EUR", "aim": program.currency, "value": 1.09})
    facts["source"] = "Statistics office of Tarawe, consumer prices"
    record_row(permit, program, Conversion, facts | {"origin": str(last), "aim": str(year), "value": 1.04})
    payers = {row["name"]: record_row(permit, program, Payer, row | {"currency": program.currency})
              for row in payers_of(today)}  # fmt: skip
    for line in LINES:
        is_account = line["source"] == "Pilot accounts"
        own = {"currency": program.currency, "price_year": last if is_account else year}
        record_row(permit, program, CostLine, own | line | {"payer": payers.get(line.get("payer", ""))})


def payers_of(today: date) -> tuple[dict[str, Any], ...]:
    """Who pays: a fund for a year and a half, the ministry for good, a promise that counts nothing."""
    count = today.year * 12 + today.month + 18
    until, began = date((count - 1) // 12, (count - 1) % 12 + 1, 1), date(today.year - 1, 1, 1)
    until = until.replace(day=monthrange(until.year, until.month)[1])
    return (
        {"name": FUND, "share": 0.6, "certainty": "signed", "starts_on": began, "ends_on": until,
         "agreement": "Agreement NF-214"},
        {"name": MINISTRY, "share": 0.4, "certainty": "budgeted", "starts_on": began, "long_term": True,
         "agreement": "Health programme, line 4.2"},
        {"name": "Council of the diaspora", "yearly": 30_000_00, "certainty": "promised", "starts_on": until},
    )  # fmt: skip
