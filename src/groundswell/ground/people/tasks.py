"""What people's room does in the background: mail, so that an answer takes as long for an unknown person."""

from __future__ import annotations

from django.conf import settings
from django.core.mail import send_mail
from django.tasks import task
from django.utils import translation
from django.utils.translation import gettext as _

from groundswell.ground.people.models import Person
from groundswell.ground.people.services import reset_address


@task()
def send_reset_link(login: str, base: str) -> int:
    """Mail a link for a new password to the person with a sign-in name or e-mail address, if there is one.

    Args:
        login: As typed.
        base: Address of this installation, without a slash at the end.

    Returns:
        How many mails were sent.
    """
    wanted = login.strip().lower()
    person = Person.objects.filter(login=wanted, is_active=True).first()
    person = person or Person.objects.filter(email__iexact=wanted, is_active=True).order_by("pk").first()
    to = (person.email or (person.login if "@" in person.login else "")) if person else ""
    if person is None or not to:
        return 0
    with translation.override(person.language or settings.LANGUAGE_CODE):
        return send_mail(
            _("A new password for Groundswell"),
            "\n\n".join(
                [
                    _("With this link you set a new password. It holds three days and can be used once."),
                    base + reset_address(person),
                    _("If you did not ask for it, do nothing."),
                ]
            ),
            None,
            [to],
        )  # fmt: skip
