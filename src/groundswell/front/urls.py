"""Root addresses of the house: the front's own, then each room's."""

from django.urls import include, path
from django.views.i18n import set_language

from groundswell.across.exchange.urls import api
from groundswell.before.policy.urls import feed as policy_feed
from groundswell.front import views
from groundswell.ground.instruments.urls import raters
from groundswell.kit.door import open_door

front = (
    [
        path("", views.programs, name="programs"),
        path("p/<slug:program>/", views.today, name="today"),
        path("steps/", views.steps, name="steps"),
        path("healthy", views.healthy, name="healthy"),
    ],
    "front",
)

urlpatterns = [
    path("", include(front)),
    path("language", open_door("everybody may choose a language")(set_language), name="set_language"),
    path("", include("groundswell.ground.people.urls")),
    path("", include("groundswell.ground.programs.urls")),
    path("p/<slug:program>/places/", include("groundswell.ground.places.urls")),
    path("jobs/", include("groundswell.kit.jobs.urls")),
    path("p/<slug:program>/documents/", include("groundswell.ground.documents.urls")),
    path("p/<slug:program>/instruments/", include("groundswell.ground.instruments.urls")),
    path("r/", include(raters)),
    path("p/<slug:program>/journal/", include("groundswell.ground.journal.urls")),
    path("p/<slug:program>/vision/", include("groundswell.before.vision.urls")),
    path("p/<slug:program>/evidence/", include("groundswell.before.evidence.urls")),
    path("p/<slug:program>/scalability/", include("groundswell.before.scalability.urls")),
    path("p/<slug:program>/package/", include("groundswell.before.package.urls")),
    path("p/<slug:program>/consensus/", include("groundswell.before.consensus.urls")),
    path("p/<slug:program>/policy/", include("groundswell.before.policy.urls")),
    path("calendar/", include(policy_feed)),
    path("p/<slug:program>/monitoring/", include("groundswell.during.monitoring.urls")),
    path("p/<slug:program>/exchange/", include("groundswell.across.exchange.urls")),
    path("api/v1/", include(api)),
    path("p/<slug:program>/gates/", include("groundswell.across.gates.urls")),
]
handler400 = "groundswell.kit.errors.bad_request"
handler403 = "groundswell.kit.errors.permission_denied"
handler404 = "groundswell.kit.errors.page_not_found"
handler500 = "groundswell.kit.errors.server_error"
