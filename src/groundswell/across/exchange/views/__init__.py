"""Pages of imports."""

from groundswell.across.exchange.views.imports import apply, batch, check, imports, refused, undo
from groundswell.across.exchange.views.meanings import columns, names

__all__ = ["apply", "batch", "check", "columns", "imports", "names", "refused", "undo"]
