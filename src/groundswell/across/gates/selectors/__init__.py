"""Reading the gate."""

from groundswell.across.gates.models import Decision
from groundswell.across.gates.selectors.frozen import canonical, fingerprint, frozen, thawed
from groundswell.across.gates.selectors.inputs import KINDS, Assembled, InputKind, InputView, assembled
from groundswell.across.gates.selectors.monitored import PilotClusters, Stretch, outcomes_of, pilot_clusters
from groundswell.across.gates.selectors.verdicts import (
    Judged,
    Replay,
    decision_by_key,
    decisions_of,
    judged,
    packed,
    replayed,
    standing,
)
from groundswell.ground.programs.models import Program

__all__ = [  # with the types that views name
    "KINDS",
    "Assembled",
    "Decision",
    "InputKind",
    "InputView",
    "Judged",
    "PilotClusters",
    "Program",
    "Replay",
    "Stretch",
    "assembled",
    "canonical",
    "decision_by_key",
    "decisions_of",
    "fingerprint",
    "frozen",
    "judged",
    "outcomes_of",
    "packed",
    "pilot_clusters",
    "replayed",
    "standing",
    "thawed",
]
