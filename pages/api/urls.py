"""Addresses in the API of what belongs to several apps, and of what stands on the first page."""

from django.urls import path

from backoffice.api import displays
from displays.api.displays import BannerViewSet, PopupViewSet, StatsViewSet
from pages.api.mine import MineViewSet
from pages.api.politicians import PoliticianPageViewSet
from pages.api.search import SearchViewSet
from polibat.api.routes import Routes

routes = Routes()
routes.register("api/members/me", MineViewSet, "mine")
routes.register("api/banners", BannerViewSet, "banner")
routes.register("api/popups", PopupViewSet, "popup")
routes.register("api/politicians", PoliticianPageViewSet, "politician")
routes.register("api/admin/popups", displays.PopupViewSet, "staff-popup")
routes.register("api/admin/banners", displays.BannerViewSet, "staff-banner")

urlpatterns = [
    path("api/stats", StatsViewSet.as_view({"get": "retrieve"}), name="stats"),
    path("api/search", SearchViewSet.as_view({"get": "search"}), name="search"),
    *routes.urls,
]
