"""What may be done with imports and downloads."""

from groundswell.kit.door import register

READ = register("exchange.import.read", "See imports", roles="coordinator supervisor monitor")
UPLOAD = register(
    "exchange.import.upload", "Upload a file and look at what it would change", roles="coordinator monitor supervisor"
)
APPLY = register(
    "exchange.import.apply",
    "Apply an import, as far as one may write what it holds",
    roles="coordinator monitor supervisor",
    reach="place",
    writes=True,
)
UNDO = register("exchange.import.undo", "Take an applied import back", roles="coordinator monitor", writes=True)
DOWNLOAD = register(
    "exchange.table.download",
    "Download a table",
    roles="coordinator supervisor monitor facilitator donor",
    reach="place",
)
