"""Addresses of step 3, under /p/<program>/scalability/."""

from __future__ import annotations

from django.urls import path

from groundswell.before.scalability.views import assessment, costs, decisions

app_name = "scalability"
urlpatterns = [
    path("", assessment.scalability, name="scalability"),
    path("barriers/new", assessment.record, name="record"),
    path("barriers/<uuid:barrier>/change", assessment.change, name="change"),
    path("barriers/<uuid:barrier>/close", assessment.close, name="close"),
    path("contexts/exclude", assessment.exclude, name="exclude"),
    path("contexts/<uuid:exclusion>/include", assessment.include, name="include"),
    path("decision", decisions.decide, name="decide"),
    path("costs/", costs.costs, name="costs"),
    path("costs/sheet", costs.sheet, name="sheet"),
    path("costs/lines/new", costs.record, {"name": "lines"}, name="line_new"),
    path("costs/payers/new", costs.record, {"name": "payers"}, name="payer_new"),
    path("costs/conversions/new", costs.record, {"name": "conversions"}, name="conversion_new"),
    path("costs/lines/<uuid:costline>/change", costs.change_line, name="line"),
    path("costs/payers/<uuid:payer>/change", costs.change_payer, name="payer"),
    path("costs/conversions/<uuid:conversion>/change", costs.change_conversion, name="conversion"),
]
