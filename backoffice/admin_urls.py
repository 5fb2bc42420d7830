"""Addresses of the back office that belong to many lists; they stand before the admin's own, which end in its 404."""

from django.contrib import admin
from django.urls import re_path

from backoffice.views.list_export import list_export

app_name = "staff"

urlpatterns = [
    re_path(
        r"^admin/(?P<listed>[a-z]+/[a-z]+)/export\.(?P<ending>csv|xlsx)$",
        admin.site.admin_view(list_export),
        name="list-export",
    ),
]
