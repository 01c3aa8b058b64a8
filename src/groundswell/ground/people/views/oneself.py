"""One's own page: particulars, language, password, roles."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from groundswell.ground.people.forms import OwnPasswordForm, ParticularsForm
from groundswell.ground.people.selectors import own_roles, person_by_key
from groundswell.ground.people.services import admit, change_password, change_self
from groundswell.kit.door import Permit, door
from groundswell.kit.pages import go, page


@require_http_methods(["GET", "HEAD", "POST"])
@door("people.self.read")
def me(request: HttpRequest, permit: Permit) -> HttpResponse:
    """Change one's own particulars."""
    person = person_by_key(permit.person)
    form = ParticularsForm(request.POST if request.method == "POST" else None, instance=person)
    if not form.is_valid():
        context = {"form": form, "roles": own_roles(permit)}
        return page(request, "people/me.html", context, status=422 if form.errors else 200)
    change_self(permit, person, **form.cleaned_data)
    messages.success(request, _("Your particulars are saved."))
    response = go("people:me")
    if form.cleaned_data["language"]:
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, form.cleaned_data["language"], samesite="Lax")
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
@door("people.self.read")
def own_password(request: HttpRequest, permit: Permit) -> HttpResponse:
    """Change one's own password."""
    person = person_by_key(permit.person)
    form = OwnPasswordForm(request.POST if request.method == "POST" else None, person=person)
    if form.is_valid() and admit(request, person.login, form.cleaned_data["old"]) is None:
        form.add_error("old", _("This is not your password until now."))
    if not form.is_valid():
        return page(request, "people/own_password.html", {"form": form}, status=422 if form.errors else 200)
    change_password(permit, person, form.cleaned_data["password"])
    update_session_auth_hash(request, person_by_key(permit.person))
    messages.success(request, _("Your password is changed. Other devices are signed out, and your tokens are revoked."))
    return go("people:me")
