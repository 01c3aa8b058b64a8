"""What may be done with background work: see, stop and repeat one's own."""

from __future__ import annotations

from django.utils.translation import gettext_noop

from groundswell.kit.door import EVERYBODY, register

LIST = register("jobs.list.read", gettext_noop("List one's own background work"), roles=EVERYBODY)
READ = register("jobs.job.read", gettext_noop("See one's own background work"), roles=EVERYBODY, reach="own")
STOP = register(
    "jobs.job.stop", gettext_noop("Stop one's own background work"), roles=EVERYBODY, reach="own", writes=True
)
REPEAT = register(
    "jobs.job.repeat", gettext_noop("Try one's own background work again"), roles=EVERYBODY, reach="own", writes=True
)
