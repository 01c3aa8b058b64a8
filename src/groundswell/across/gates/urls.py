"""Addresses of the gate, under /p/<program>/gates/."""

from __future__ import annotations

from django.urls import path

from groundswell.across.gates.views import decisions, pilot, starts, verdict

app_name = "gates"
urlpatterns = [
    path("", verdict.verdict, name="verdict"),
    path("inputs/", verdict.inputs, name="inputs"),
    path("pilot/", pilot.pilot, name="pilot"),
    path("sign/", decisions.sign, name="sign"),
    path("overrule/", decisions.overrule, name="overrule"),
    path("verdicts/<uuid:decision>/", decisions.decision, name="decision"),
    path("waves/", starts.waves, name="waves"),
    path("waves/<int:number>/", starts.gate, name="gate"),
    path("waves/<int:number>/decide/", starts.decide, name="decide"),
    path("decisions/<uuid:start>/", starts.start, name="start"),
]
