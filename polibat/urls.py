"""The map of the site."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path, re_path

from polibat.files import views as files
from polibat.web import views

handler400 = "polibat.web.views.bad_request"
handler403 = "polibat.web.views.forbidden"
handler404 = "polibat.web.views.not_found"
handler500 = "polibat.web.views.server_error"

# The resources of the API, each where its app is; names are `api:<resource>-<action>`.
api = [
    path("", include("polibat.api.urls")),
    path("", include("backoffice.api.urls")),
    path("", include("accounts.api.urls")),
    path("", include("boards.api.urls")),
    path("", include("pictures.api.urls")),
    path("", include("polls.api.urls")),
    path("", include("suggestions.api.urls")),
    path("", include("assist.api.urls")),
    path("", include("moderation.api.urls")),
    path("", include("politicians.api.urls")),
    path("", include("policies.api.urls")),
    path("", include("notifications.api.urls")),
    path("", include("displays.api.urls")),
    path("", include("pages.api.urls")),
]

urlpatterns = [
    # First, because nearly every request looks for a board: each address in front of it costs all of them.
    path("", include("boards.urls")),
    path("", include("polls.urls")),
    path("", include("suggestions.urls")),
    path("", include("pictures.urls")),
    path("", include("assist.urls")),
    path("health", views.health, name="health"),
    path("health/detailed", views.health_detailed, name="health-detailed"),
    path("", include((api, "api"))),
    path("", include("backoffice.urls")),
    path("admin/", admin.site.urls),
    path("", include("pages.urls")),
    path("", include("displays.urls")),
    path("", include("policies.urls")),
    path("", include("accounts.urls")),
    path("", include("notifications.urls")),
    path("", include("politicians.urls")),
    path("", include("moderation.urls")),
]

if not settings.AWS_STORAGE_BUCKET_NAME:
    urlpatterns += [
        re_path(r"^media/(?P<path>images/.+|politicians/.+)$", files.public_file),
        path("files/", files.file_receive, name="file-receive"),
        path("files/<str:signed>", files.file_fetch, name="file-fetch"),
    ]

if "dev" in settings.INSTALLED_APPS:
    urlpatterns += [path("", include("dev.urls"))]
