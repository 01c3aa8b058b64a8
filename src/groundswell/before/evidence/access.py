"""What may be done with the evidence."""

from __future__ import annotations

from groundswell.kit.door import EVERYBODY, register

READ = register("evidence.study.read", "Read the studies and what they say together", roles=EVERYBODY)
RECORD = register("evidence.study.record", "Record a study", roles="coordinator monitor", writes=True)
CHANGE = register("evidence.study.change", "Change a study", roles="coordinator monitor", writes=True)
WITHDRAW = register("evidence.study.withdraw", "Withdraw a study", roles="coordinator monitor", writes=True)
ATTACH = register("evidence.study.attach", "Attach a paper to a study", roles="coordinator monitor", writes=True)
CLUSTERS = register("evidence.cluster.record", "Record a study's clusters", roles="coordinator monitor", writes=True)
KNOWN = register(
    "evidence.known.note", "Note a study that is known but not entered", roles="coordinator monitor", writes=True
)
ASK = register("evidence.question.set", "Set what is asked of the studies", roles="coordinator monitor", writes=True)
CONFIRM = register("evidence.certainty.confirm", "Confirm how sure we are", roles="coordinator monitor", writes=True)
PLAN = register("evidence.sample.plan", "Plan the size of the next evaluation", roles=EVERYBODY)
