"""Which columns of places hold which, and which codes belong to which of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from groundswell.across.exchange.formats.columns import Column

_HOLDS = 0.5  # namesakes are common: half of the villages may share their name with one elsewhere
_NEARLY = 0.8  # a few rows may be wrong: they are refused later, one by one


def nested(headers: Sequence[str], columns: Mapping[str, Column]) -> list[str]:
    """Columns of place names from coarse to fine, each holding the next.

    Args:
        headers: The columns in the order of the sheet; the coarser stands further left where counts do not tell.
        columns: All columns by header.

    Returns:
        The finest column last. A column that holds nothing, or says the same as the finest in other words, is left out.
    """
    ordered = sorted(headers, key=lambda header: len(columns[header].distinct))
    if not ordered:
        return []
    finest = ordered[-1]
    chain = [finest]
    for header in reversed(ordered[:-1]):
        if _holds(header, chain, columns) and not _says_the_same(header, finest, columns):
            chain.insert(0, header)
    return chain


def code_of(chain: Sequence[str], codes: Sequence[str], columns: Mapping[str, Column]) -> str:
    """The column with the codes of the finest place of a chain: one code for each place, never one for two.

    Args:
        chain: Columns with names, coarse to fine.
        codes: Columns that may hold codes.
        columns: All columns by header.
    """
    if not chain:
        return ""
    finest = columns[chain[-1]]
    places = len(set(zip(*(columns[header].cells for header in chain), strict=True)))
    order = list(columns)
    fit: list[str] = []
    for header in codes:
        pairs = {pair for pair in zip(finest.cells, columns[header].cells, strict=True) if None not in pair}
        different = len({code for _name, code in pairs})
        own = different >= _NEARLY * max(len(pairs), places)
        # Namesakes have several codes where the names alone are given; with their parents they have one each.
        if pairs and own and (len(chain) == 1 or different * _NEARLY <= places):
            fit.append(header)
    return min(fit, key=lambda header: abs(order.index(header) - order.index(chain[-1])), default="")


def _holds(header: str, chain: Sequence[str], columns: Mapping[str, Column]) -> bool:
    """Whether most places of the chain have one value only in a column, and so lie in it."""
    below = zip(*(columns[name].cells for name in chain), strict=True)
    holders: dict[object, set[object]] = {}
    for low, high in zip(below, columns[header].cells, strict=True):
        holders.setdefault(low, set()).add(high)
    single = sum(1 for found in holders.values() if len(found) == 1)
    return single >= _HOLDS * len(holders)


def _says_the_same(header: str, other: str, columns: Mapping[str, Column]) -> bool:
    """Whether two columns name the same things, as translations do."""
    pairs = set(zip(columns[header].cells, columns[other].cells, strict=True))
    return 1 < len(pairs) == len(columns[header].distinct) == len(columns[other].distinct)
