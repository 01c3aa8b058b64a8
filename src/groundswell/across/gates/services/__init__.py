"""Writing at the gate."""

from groundswell.across.gates.services.decisions import Override, dissent_from, sign_verdict
from groundswell.across.gates.services.inputs import record_input, take_back_input

__all__ = ["Override", "dissent_from", "record_input", "sign_verdict", "take_back_input"]
