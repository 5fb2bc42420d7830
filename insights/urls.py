"""The dashboard's address, inside the back office."""

from django.contrib import admin
from django.urls import path

from insights import views

app_name = "insights"

urlpatterns = [path("admin/dashboard/", admin.site.admin_view(views.dashboard), name="dashboard")]
