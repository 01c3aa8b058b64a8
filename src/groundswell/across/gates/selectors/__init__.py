"""Reading the gate."""

from groundswell.across.gates.models import Decision, GateDecision
from groundswell.across.gates.selectors.gate import (
    Again,
    Gate,
    gate_of,
    looked_at_again,
    next_gate,
    next_wave,
    start_by_key,
    starts_of,
    waiting_wave,
    wave_numbered,
)
from groundswell.across.gates.selectors.inputs import KINDS, Assembled, InputKind, InputView, assembled
from groundswell.across.gates.selectors.monitored import PilotClusters, Stretch, outcomes_of, pilot_clusters
from groundswell.across.gates.selectors.standing import last_standing
from groundswell.across.gates.selectors.verdicts import (
    Judged,
    Replay,
    decision_by_key,
    decisions_of,
    judged,
    packed,
    replayed,
    standing,
    stands_on_the_same,
)
from groundswell.domain.gates.frozen import canonical, fingerprint, frozen, thawed
from groundswell.ground.programs.models import Program, Wave

__all__ = [  # with the types that views name
    "KINDS",
    "Again",
    "Assembled",
    "Decision",
    "Gate",
    "GateDecision",
    "InputKind",
    "InputView",
    "Judged",
    "PilotClusters",
    "Program",
    "Replay",
    "Stretch",
    "Wave",
    "assembled",
    "canonical",
    "decision_by_key",
    "decisions_of",
    "fingerprint",
    "frozen",
    "gate_of",
    "judged",
    "last_standing",
    "looked_at_again",
    "next_gate",
    "next_wave",
    "outcomes_of",
    "packed",
    "pilot_clusters",
    "replayed",
    "standing",
    "stands_on_the_same",
    "start_by_key",
    "starts_of",
    "thawed",
    "waiting_wave",
    "wave_numbered",
]
