"""What the journal does by the clock."""

from groundswell.ground.journal.services import seal
from groundswell.kit.jobs.rounds import regularly

SECONDS = 50

regularly("journal.seal", SECONDS, seal)
