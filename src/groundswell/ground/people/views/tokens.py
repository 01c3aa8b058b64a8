"""One's own tokens: made, shown once, revoked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from groundswell.ground.people.forms import TokenForm
from groundswell.ground.people.selectors import own_tokens, token_by_key
from groundswell.ground.people.services import make_token, revoke_token
from groundswell.kit.door import Permit, door
from groundswell.kit.pages import go, page
from groundswell.kit.paging import paged

if TYPE_CHECKING:
    from groundswell.ground.people.models import Token


@require_http_methods(["GET", "HEAD", "POST"])
@door("people.self.read")
@never_cache
def tokens(request: HttpRequest, permit: Permit) -> HttpResponse:
    """The list, the form for another one, and once the secret of the one just made."""
    form = TokenForm(request.POST if request.method == "POST" else None)
    made, secret = None, ""
    if form.is_valid():
        said = form.cleaned_data
        made, secret = make_token(permit, said["name"], said["days"], writes=said["writes"])
        form = TokenForm()
    context = {"form": form, "made": made, "secret": secret, "rows": paged(request, own_tokens(permit))}
    return page(request, "people/tokens.html", context, status=422 if form.errors else 200)


@require_POST
@door("people.token.keep", token=token_by_key)
def revoke(request: HttpRequest, permit: Permit, token: Token) -> HttpResponse:
    """Revoke a token."""
    revoke_token(permit, token)
    messages.success(request, _("“%(name)s” opens nothing any more.") % {"name": token.name})
    return go("people:tokens")
