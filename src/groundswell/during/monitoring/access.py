"""What may be done with monitoring."""

from groundswell.kit.door import EVERYBODY, register

READ = register("monitoring.value.read", "See monitoring values and lights", roles=EVERYBODY, reach="place")
RECORD = register(
    "monitoring.value.record",
    "Record or correct monitoring values",
    roles="coordinator supervisor monitor facilitator",
    reach="place",
    writes=True,
)
IMPORT = register(
    "monitoring.value.import",
    "Import monitoring values from a file",
    roles="coordinator supervisor monitor",
    reach="place",
    writes=True,
)
REVERSE = register("monitoring.value.reverse", "Undo an import of values", roles="coordinator monitor", writes=True)
SEND = register(
    "monitoring.report.send",
    "Send the monthly report of a place",
    roles="coordinator supervisor monitor facilitator",
    reach="place",
    writes=True,
)
SHEETS = register("monitoring.indicator.read", "Read indicator sheets", roles=EVERYBODY)
CHANGE_SHEETS = register(
    "monitoring.indicator.change", "Choose indicators and change their sheets", roles="coordinator monitor", writes=True
)
SET_TARGET = register("monitoring.target.set", "Set targets", roles="coordinator monitor", reach="place", writes=True)
