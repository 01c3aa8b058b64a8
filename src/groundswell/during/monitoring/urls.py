"""Addresses of monitoring, under /p/<program>/monitoring/."""

from __future__ import annotations

from django.urls import path

from groundswell.during.monitoring.views import indicators, overview, places, quality, reports, targets, values

app_name = "monitoring"
urlpatterns = [
    path("", overview.overview, name="overview"),
    path("places/<uuid:place>/", places.place, name="place"),
    path("indicators/", indicators.indicators, name="indicators"),
    path("indicators/take/", indicators.adopt, name="adopt"),
    path("indicators/new/", indicators.define, name="define"),
    path("indicators/<uuid:indicator>/", indicators.indicator, name="indicator"),
    path("indicators/<uuid:indicator>/change/", indicators.change, name="change"),
    path("values/<uuid:indicator>/<uuid:place>/", values.rows, name="rows"),
    path("values/<uuid:indicator>/<uuid:place>/<str:period>/", values.value, name="value"),
    path("targets/", targets.targets, name="targets"),
    path("quality/", quality.quality, name="quality"),
    path("reports/", reports.reports, name="reports"),
    path("reports/<uuid:place>/<str:period>/", reports.report, name="report"),
]
