"""Addresses of the back office; they stand before the admin's own, which end in its 404."""

from django.contrib import admin
from django.urls import path, re_path

from backoffice.views import dashboard
from backoffice.views.list_export import list_export

app_name = "backoffice"

urlpatterns = [
    path("admin/dashboard/", admin.site.admin_view(dashboard.dashboard), name="dashboard"),
    re_path(
        r"^admin/(?P<listed>[a-z]+/[a-z]+)/export\.(?P<ending>csv|xlsx)$",
        admin.site.admin_view(list_export),
        name="list-export",
    ),
]
