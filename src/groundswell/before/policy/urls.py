"""Addresses of step 6, under /p/<program>/policy/; and of calendars, under /calendar/."""

from __future__ import annotations

from django.urls import path

from groundswell.before.policy.views import advocacy, register

app_name = "policy"
urlpatterns = [
    path("", register.policy, name="policy"),
    path("new", register.record, name="record"),
    path("review", register.review, name="review"),
    path("policies/<uuid:policy>/", register.one, name="one"),
    path("policies/<uuid:policy>/change", register.change, name="change"),
    path("policies/<uuid:policy>/settle", register.settle, name="settle"),
    path("asks/", advocacy.asks, name="asks"),
    path("asks/new", advocacy.add_ask, name="add_ask"),
    path("asks/<uuid:ask>/change", advocacy.change_one, name="change_ask"),
    path("asks/<uuid:ask>/close", advocacy.close, name="close"),
    path("asks/<uuid:ask>/brief", advocacy.brief, name="brief"),
    path("calendar/", advocacy.calendar, name="calendar"),
    path("calendar/new", advocacy.add_event, name="add_event"),
    path("calendar/events/<uuid:event>/", advocacy.event, name="event"),
    path("calendar/subscribe", advocacy.subscribe, name="subscribe"),
]
feed = ([path("<str:secret>.ics", advocacy.feed, name="feed")], "policy_feed")
