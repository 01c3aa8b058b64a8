"""Following an invitation."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from groundswell.ground.people.forms import JoinForm
from groundswell.ground.people.selectors import ROLE_WORDS, invitation_by_secret
from groundswell.ground.people.services import accept
from groundswell.ground.people.views.signing_in import welcome
from groundswell.kit.door import open_door
from groundswell.kit.finders import finder
from groundswell.kit.pages import go, page

program_by_key = finder("program_by_key")


@open_door("whoever holds the link is the person invited")
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, secret: str) -> HttpResponse:
    """Join with a new account, or with the one that is signed in."""
    invitation = invitation_by_secret(secret)
    here = request.user if request.user.is_authenticated else None
    if here is not None and request.method == "POST":
        accept(secret, person=here)
        return go("/")
    first = {"name": invitation.name, "login": invitation.email}
    form = JoinForm(request.POST if request.method == "POST" else None, initial=first)
    if here is None and form.is_valid():
        given = form.cleaned_data
        return welcome(request, accept(secret, login=given["login"], name=given["name"], password=given["password"]))
    context = {
        "form": form,
        "here": here,
        "invitation": invitation,
        "role": ROLE_WORDS[invitation.role],
        "program": program_by_key(invitation.program) if invitation.program else None,
    }
    return page(request, "people/join.html", context, status=422 if form.errors else 200)
