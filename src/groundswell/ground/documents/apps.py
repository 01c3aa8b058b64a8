"""The room's entry in the house."""

from typing import cast

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from groundswell.kit.errors import translate_constraint

CONSTRAINTS = {
    "document_has_title": (_("A document needs a title."), _("Write it in at least one language.")),
    "edition_once": (
        _("This version is on record already in this language and medium."),
        _("Give it another version, or change the one that is there."),
    ),
    "edition_is_file_or_text": (_("A version is either a file or a text."), _("Choose a file, or paste the text.")),
    "edition_has_version": (_("It is not said which version this is."), _("Write its number, such as 3.1.")),
    "edition_has_language": (_("It is not said in which language it is."), _("Choose the language.")),
}


class DocumentsConfig(AppConfig):
    """Files and documents, stored and served safely."""

    name = "groundswell.ground.documents"
    label = "documents"

    def ready(self) -> None:
        """Say in words what the constraints mean."""
        for name, (text, remedy) in CONSTRAINTS.items():
            translate_constraint(name, cast(str, text), cast(str, remedy))
