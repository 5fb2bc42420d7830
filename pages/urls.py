"""Addresses of pages."""

from django.urls import path, re_path

from pages import politicians, views

app_name = "pages"

urlpatterns = [
    path("", views.home, name="home"),
    path("me/withdraw/", views.withdrawal, name="withdraw"),
    re_path(r"^politicians/(?P<public_id>PL[0-9]{6,12})/$", politicians.politician_detail, name="politician-detail"),
]
