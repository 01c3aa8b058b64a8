"""The roll-up of some values, by the engine, with the places above as they stood."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace

import pyarrow as pa
import pyarrow.compute as pc

from groundswell.during.monitoring.engines import Engine, engine
from groundswell.during.monitoring.engines.work.rollup import near, rolled, spreads
from groundswell.during.monitoring.store.columns import sheets_of
from groundswell.during.monitoring.store.trees import Forest, Standing, forest, placed, stamp_of, standing_of


@dataclass(frozen=True, eq=False)
class Roller:
    """What roll-ups are made with: the engine, how indicators are combined, the trees.

    Args:
        worker: The engine.
        sheets: Number of each indicator and how it is combined.
        woods: The trees.
        stamp: Which sheets and trees these are.
    """

    worker: Engine
    sheets: pa.Table
    woods: Forest
    stamp: str

    def standing(self, values: pa.Table) -> tuple[pa.Table, Standing]:
        """Values with the number of their tree, and the places above them."""
        rows = placed(values, self.woods)
        return rows, standing_of(rows, self.woods)

    def fingerprint(self, values: pa.Table, standing: Standing) -> str:
        """What stands for the places above these values, and for how they are combined."""
        used = self.sheets.filter(pc.is_in(self.sheets["indicator"], value_set=pc.unique(values["indicator"])))
        said = standing.fingerprint + repr(used.to_pylist()).encode()
        return hashlib.blake2b(said, digest_size=16).hexdigest()

    def today(self) -> Roller:
        """The same by today's tree: a place counts where it stands now, whenever it reported."""
        return replace(self, woods=Forest(self.woods.numbers, self.woods.parent))

    def roll(self, values: pa.Table) -> tuple[pa.Table, str]:
        """Roll values up over the trees of their periods.

        Args:
            values: In the columns of the store.

        Returns:
            One row for each place above, indicator, period and part of the people; and the fingerprint.
        """
        rows, standing = self.standing(values)
        tables = {"placed": rows, "sheets": self.sheets, "inner": standing.inner}
        first = self.worker.table(near(), tables | {"parents": standing.parents})
        single = self.worker.table(spreads(), tables | {"ways": standing.ways})
        whole = {"near": first, "parents": standing.parents, "spreads": single}
        return self.worker.table(rolled(standing.height), whole), self.fingerprint(values, standing)


def roller_of(program: int) -> Roller:
    """What roll-ups of a program are made with now."""
    stamp = stamp_of(program)
    return Roller(engine(), sheets_of(program), forest(stamp), stamp)
