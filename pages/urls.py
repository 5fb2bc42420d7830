"""Addresses of pages."""

from django.urls import re_path

from pages import politicians

app_name = "pages"

urlpatterns = [
    re_path(r"^politicians/(?P<public_id>PL[0-9]{6,12})/$", politicians.politician_detail, name="politician-detail"),
]
