"""What monitoring does by the clock: the store follows the change log."""

from groundswell.during.monitoring.services.storing import follow_all, follow_all_places, sweep_files
from groundswell.kit.jobs.rounds import regularly

regularly("monitoring.follow", 2, follow_all)
regularly("monitoring.follow_places", 15, follow_all_places)
regularly("monitoring.sweep", 300, sweep_files)
