"""Settings of tests: the product's own, with a data folder that goes when the tests are over."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

if "GROUNDSWELL_DATA" not in os.environ:
    os.environ["GROUNDSWELL_DATA"] = tempfile.mkdtemp(prefix="groundswell-tests-")
    atexit.register(shutil.rmtree, os.environ["GROUNDSWELL_DATA"], ignore_errors=True)

from groundswell.config.settings import *  # noqa: F403
