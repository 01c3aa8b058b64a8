"""Addresses of step 5."""

from django.urls import path

from groundswell.before.consensus import views

app_name = "consensus"
one = "stakeholders/<uuid:stakeholder>"
urlpatterns = [
    path("", views.consensus, name="consensus"),
    path("next", views.next_steps, name="next"),
    path("levels/<int:number>", views.level, name="level"),
    path("stakeholders/new", views.record, name="record"),
    path(one, views.stakeholder, name="stakeholder"),
    path(f"{one}/change", views.change, name="change"),
    path(f"{one}/position", views.position, name="position"),
    path(f"{one}/objection", views.add_objection, name="add_objection"),
    path(f"{one}/commitment", views.add_commitment, name="add_commitment"),
    path(f"{one}/contact", views.add_contact, name="add_contact"),
    path("objections/<uuid:objection>", views.change_objection, name="objection"),
    path("commitments/<uuid:commitment>", views.change_commitment, name="commitment"),
    path("contacts/<uuid:contact>", views.change_contact, name="contact"),
    path("contacts/<uuid:contact>/done", views.done, name="done"),
    path("stories", views.stories, name="stories"),
    path("stories/new", views.add_story, name="add_story"),
    path("stories/<uuid:story>", views.change_told, name="story"),
    path("case", views.case, name="case"),
    path("case/keep", views.keep, name="keep"),
    path("case/send", views.send, name="send"),
]
