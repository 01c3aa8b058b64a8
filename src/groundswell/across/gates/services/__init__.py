"""Writing at the gate."""

from groundswell.across.gates.services.decisions import Override, dissent_from, sign_verdict
from groundswell.across.gates.services.inputs import record_input, take_back_input
from groundswell.across.gates.services.pilot import analyse_pilot

__all__ = ["Override", "analyse_pilot", "dissent_from", "record_input", "sign_verdict", "take_back_input"]
