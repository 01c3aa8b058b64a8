"""Signing in and out, and what helps when a password is forgotten."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.contrib.auth import login as begin_session
from django.contrib.auth import logout as end_session
from django.http import HttpRequest, HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from groundswell.domain.errors import GroundswellError, NotFound, SlowDown
from groundswell.ground.people.forms import ForgottenForm, NewPasswordForm, SignInForm
from groundswell.ground.people.selectors import demonstration_cast
from groundswell.ground.people.services import admit, cast_member, person_of_link, set_new_password
from groundswell.ground.people.services.signing_in import network_of, refuse_when_too_many, subject
from groundswell.ground.people.tasks import send_reset_link
from groundswell.kit.door import open_door
from groundswell.kit.pages import go, page

BACKEND = "django.contrib.auth.backends.ModelBackend"
TEMPLATE = "people/sign_in.html"


def wanted_page(request: HttpRequest) -> str:
    """Where the person wanted to go, if it is a page of ours; else home."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if ours else settings.LOGIN_REDIRECT_URL


def welcome(request: HttpRequest, person: object) -> HttpResponse:
    """Begin a session in the person's language."""
    begin_session(request, person, backend=BACKEND)  # type: ignore[arg-type]
    response = go(wanted_page(request))
    if language := getattr(person, "language", ""):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, language, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
        )
    return response


def sign_in_page(request: HttpRequest, form: SignInForm, problem: GroundswellError | None = None) -> HttpResponse:
    """The page, with what went wrong."""
    if problem:
        form.add_error(None, str(problem))
    status = problem.status if problem else 422 if form.errors else 200
    context = {
        "form": form,
        "next": wanted_page(request),
        "cast": demonstration_cast(),
        "mail": bool(settings.MAIL_HOST),
    }
    return page(request, TEMPLATE, context, status=status)


@open_door("whoever signs in is nobody yet")
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in with a name and a password."""
    form = SignInForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return sign_in_page(request, form)
    try:
        person = admit(request, form.cleaned_data["login"], form.cleaned_data["password"])
    except SlowDown as problem:
        return sign_in_page(request, form, problem)
    if person is None:
        form.add_error(
            None,
            _("This sign-in name and password do not belong together. Check both; capitals count in the password."),
        )
        return sign_in_page(request, form)
    return welcome(request, person)


@open_door("a click of the demonstration; there is none outside it")
@require_POST
def demonstration(request: HttpRequest) -> HttpResponse:
    """Sign in as somebody of the demonstration."""
    return welcome(request, cast_member(request.POST.get("person", "")))


@open_door("signing out harms nobody")
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    end_session(request)
    return go("people:sign_in")


@open_door("who forgot the password cannot sign in")
@require_http_methods(["GET", "HEAD", "POST"])
def forgotten(request: HttpRequest) -> HttpResponse:
    """Ask for a link; the answer is the same for everybody."""
    form = ForgottenForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return page(request, "people/forgotten.html", {"form": form}, status=422 if form.errors else 200)
    refuse_when_too_many(subject("forgotten", network_of(request)))
    send_reset_link.enqueue(form.cleaned_data["login"], request.build_absolute_uri("/").rstrip("/"))
    return go("people:forgotten_sent")


@open_door("says the same to everybody")
@require_safe
def forgotten_sent(request: HttpRequest) -> HttpResponse:
    """Say what happens now."""
    return page(request, "people/forgotten_sent.html", {"mail": bool(settings.MAIL_HOST)})


@open_door("whoever holds the link is the person")
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def new_password(request: HttpRequest, key: UUID, token: str) -> HttpResponse:
    """Set a new password through a link."""
    person = person_of_link(key, token)
    if person is None:
        raise NotFound(_("This link was used already, or has lapsed."), _("Ask for a new one."), code="people.link")
    form = NewPasswordForm(request.POST if request.method == "POST" else None, person=person)
    if not form.is_valid():
        return page(
            request, "people/new_password.html", {"form": form, "whose": person}, status=422 if form.errors else 200
        )
    set_new_password(person, form.cleaned_data["password"])
    return welcome(request, person)
