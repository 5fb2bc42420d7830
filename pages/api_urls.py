"""Addresses of the API that belong to no single app."""

from django.urls import path

from pages.api.displays import BannerViewSet, PopupViewSet, StatsViewSet
from pages.api.mine import MineViewSet
from polibat.api.routes import Routes

routes = Routes()
routes.register("api/members/me", MineViewSet, "mine")
routes.register("api/banners", BannerViewSet, "banner")
routes.register("api/popups", PopupViewSet, "popup")
urlpatterns = [path("api/stats", StatsViewSet.as_view({"get": "retrieve"}), name="stats"), *routes.urls]
