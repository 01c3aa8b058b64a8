"""What the jobs do for themselves."""

from groundswell.kit.jobs.rounds import regularly
from groundswell.kit.jobs.services import forget_old

regularly("jobs.forget_old", 3600, forget_old)
