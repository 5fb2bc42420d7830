"""Addresses of banners and popups."""

from django.urls import path, re_path

from displays.views import banners, events

app_name = "displays"

urlpatterns = [
    re_path(r"^banners/(?P<public_id>BN[0-9]{6,12})/$", banners.banner_click, name="banner-click"),
    path("displays/events/", events.display_events, name="display-events"),
]
