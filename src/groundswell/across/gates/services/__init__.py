"""Writing at the gate."""

from groundswell.across.gates.services.decisions import Override, dissent_from, sign_verdict
from groundswell.across.gates.services.inputs import record_input, take_back_input
from groundswell.across.gates.services.pilot import analyse_pilot
from groundswell.across.gates.services.starts import Choice, decide_start, dissent_from_start

__all__ = [
    "Choice",
    "Override",
    "analyse_pilot",
    "decide_start",
    "dissent_from",
    "dissent_from_start",
    "record_input",
    "sign_verdict",
    "take_back_input",
]
