"""Forms of the gate: of the verdict, and of the start of a wave."""

from groundswell.across.gates.forms.verdict import DissentForm, InputsForm, OverruleForm, PilotForm, SignForm

__all__ = ["DissentForm", "InputsForm", "OverruleForm", "PilotForm", "SignForm"]
