"""Pages of imports."""

from groundswell.across.exchange.views.imports import apply, batch, check, imports, refused, undo
from groundswell.across.exchange.views.meanings import columns, names
from groundswell.across.exchange.views.tables import download, download_csv

__all__ = ["apply", "batch", "check", "columns", "download", "download_csv", "imports", "names", "refused", "undo"]
