"""Forms of step 4."""

from groundswell.before.package.forms.elements import ElementForm, RetireForm

__all__ = ["ElementForm", "RetireForm"]
