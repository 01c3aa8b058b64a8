"""What may be done with the journal: reading only; it is written by the services of other rooms."""

from django.utils.translation import gettext_noop

from groundswell.kit.door import register

READ = register(
    "journal.entry.read", gettext_noop("Read the journal"), roles="owner coordinator monitor donor supervisor"
)
