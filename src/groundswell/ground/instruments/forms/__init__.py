"""Forms of rounds and of a program's own versions of instruments."""

from groundswell.ground.instruments.forms.editions import (
    FileForm,
    InstrumentForm,
    KeepForm,
    LanguageForm,
    VersionsForm,
)
from groundswell.ground.instruments.forms.rounds import AskForm, OpenForm, ReasonForm, SheetForm, numbered

__all__ = [
    "AskForm",
    "FileForm",
    "InstrumentForm",
    "KeepForm",
    "LanguageForm",
    "OpenForm",
    "ReasonForm",
    "SheetForm",
    "VersionsForm",
    "numbered",
]
