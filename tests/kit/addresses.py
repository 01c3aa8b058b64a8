"""The few addresses that the frame asks for, so that its tests need no room."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from django.views.i18n import set_language


def nothing(request: HttpRequest) -> HttpResponse:
    """An empty answer."""
    return HttpResponse("")


PEOPLE = ([path("out", nothing, name="sign_out"), path("in", nothing, name="sign_in")], "people")
urlpatterns = [path("language", set_language, name="set_language"), path("people/", include(PEOPLE))]
