"""Addresses of programs' room."""

from django.urls import path

from groundswell.ground.programs.views import numbers, programs, sites

app_name = "programs"
urlpatterns = [
    path("programs/", programs.programs, name="programs"),
    path("programs/new", programs.create, name="create"),
    path("p/<slug:program>/program/", programs.program, name="program"),
    path("p/<slug:program>/program/change", programs.change, name="change"),
    path("p/<slug:program>/program/close", programs.close, name="close"),
    path("p/<slug:program>/program/waves", sites.waves, name="waves"),
    path("p/<slug:program>/program/sites", sites.sites, name="sites"),
    path("p/<slug:program>/program/sites/<uuid:place>", sites.site, name="site"),
    path("p/<slug:program>/program/numbers", numbers.numbers, name="numbers"),
    path("p/<slug:program>/program/numbers/<slug:which>/<slug:name>", numbers.number, name="number"),
    path("p/<slug:program>/program/floors", numbers.floor, name="floor"),
]
