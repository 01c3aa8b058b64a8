"""Addresses of people's room: signing in, oneself, and the people of a program."""

from django.urls import path

from groundswell.ground.people.views import joining, oneself, program, signing_in, tokens

app_name = "people"
urlpatterns = [
    path("people/sign-in", signing_in.sign_in, name="sign_in"),
    path("people/sign-out", signing_in.sign_out, name="sign_out"),
    path("people/demonstration", signing_in.demonstration, name="demonstration"),
    path("people/forgotten", signing_in.forgotten, name="forgotten"),
    path("people/forgotten/sent", signing_in.forgotten_sent, name="forgotten_sent"),
    path("people/new-password/<uuid:key>/<str:token>", signing_in.new_password, name="new_password"),
    path("people/join/<str:secret>", joining.join, name="join"),
    path("people/me", oneself.me, name="me"),
    path("people/me/password", oneself.own_password, name="own_password"),
    path("people/me/tokens", tokens.tokens, name="tokens"),
    path("people/me/tokens/<uuid:token>/revoke", tokens.revoke, name="revoke_token"),
    path("p/<slug:program>/people/", program.people, name="people"),
    path("p/<slug:program>/people/invite", program.invite_somebody, name="invite"),
    path("p/<slug:program>/people/invitations/<uuid:invitation>/withdraw", program.withdraw, name="withdraw"),
    path("p/<slug:program>/people/<uuid:person>", program.person_page, name="person"),
    path("p/<slug:program>/people/<uuid:person>/role", program.give, name="give_role"),
    path("p/<slug:program>/people/<uuid:person>/link", program.sign_in_link, name="link"),
    path("p/<slug:program>/people/roles/<uuid:role>/end", program.end, name="end_role"),
]
