"""The dashboard's address, inside the back office."""

from django.contrib import admin
from django.urls import path

from backoffice.views import dashboard

app_name = "insights"

urlpatterns = [path("admin/dashboard/", admin.site.admin_view(dashboard.dashboard), name="dashboard")]
