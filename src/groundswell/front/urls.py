"""Root addresses of the house."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
handler400 = "groundswell.kit.errors.bad_request"
handler403 = "groundswell.kit.errors.permission_denied"
handler404 = "groundswell.kit.errors.page_not_found"
handler500 = "groundswell.kit.errors.server_error"
