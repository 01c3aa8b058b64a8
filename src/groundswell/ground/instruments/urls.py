"""Addresses of rounds, under /p/<program>/instruments/."""

from __future__ import annotations

from django.urls import path

from groundswell.ground.instruments.views import answering, editions, rounds

app_name = "instruments"
urlpatterns = [
    path("", editions.instruments, name="list"),
    path("upload", editions.upload, name="upload"),
    path("<slug:instrument>/", editions.instrument, name="one"),
    path("<slug:instrument>/change", editions.change, name="change"),
    path("<slug:instrument>/versions", editions.versions, name="versions"),
    path("<slug:instrument>/paper", editions.paper, name="paper"),
    path("<slug:instrument>/file", editions.file, name="file"),
    path("<slug:instrument>/open", rounds.open_one, name="open"),
    path("rounds/<uuid:round>/", rounds.round_page, name="round"),
    path("rounds/<uuid:round>/raters", rounds.invite, name="invite"),
    path("rounds/<uuid:round>/agenda", rounds.agenda, name="agenda"),
    path("rounds/<uuid:round>/close", rounds.close, name="close"),
    path("raters/<uuid:rater>/link", rounds.renew, name="renew"),
    path("raters/<uuid:rater>/withdraw", rounds.withdraw, name="withdraw"),
    path("raters/<uuid:rater>/answers", rounds.type_sheet, name="type"),
]
raters = (
    [
        path("<str:secret>/", answering.rate, name="rate"),
        path("<str:secret>/thanks", answering.thanks, name="thanks"),
    ],
    "raters",
)
