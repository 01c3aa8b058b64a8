"""Controls show what is known in every language."""

from __future__ import annotations

from datetime import date

import pytest
from django import forms
from django.utils import translation

from groundswell.kit.fields import DayInput


class DayForm(forms.Form):
    """One day."""

    day = forms.DateField(widget=DayInput)


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_a_day_already_known_is_written_as_browsers_read_it(language: str) -> None:
    with translation.override(language):
        assert 'type="date" name="day" value="2027-01-01"' in str(DayForm(initial={"day": date(2027, 1, 1)})["day"])
