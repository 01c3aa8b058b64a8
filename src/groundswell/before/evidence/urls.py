"""Addresses of the evidence, under /p/<program>/evidence/."""

from __future__ import annotations

from django.urls import path

from groundswell.before.evidence.views import evidence, parts, studies

app_name = "evidence"
urlpatterns = [
    path("", evidence.evidence, name="evidence"),
    path("certainty/", evidence.certainty, name="certainty"),
    path("question/", evidence.question, name="question"),
    path("known/", evidence.known, name="known"),
    path("sample-size/", evidence.sample, name="sample"),
    path("studies/new/", studies.record, name="record"),
    path("studies/<uuid:study>/", studies.study, name="study"),
    path("studies/<uuid:study>/change/", studies.change, name="change"),
    path("studies/<uuid:study>/withdraw/", studies.withdraw, name="withdraw"),
    path("studies/<uuid:study>/clusters/", parts.clusters, name="clusters"),
    path("studies/<uuid:study>/attach/", parts.attach, name="attach"),
    path("studies/<uuid:study>/adopt/", parts.adopt, name="adopt"),
]
