"""Addresses in the API of what belongs to several apps."""

from django.urls import path

from pages.api.mine import MineViewSet
from pages.api.politicians import PoliticianPageViewSet
from pages.api.search import SearchViewSet
from pages.api.stats import StatsViewSet
from polibat.api.routes import Routes

routes = Routes()
routes.register("api/members/me", MineViewSet, "mine")
routes.register("api/politicians", PoliticianPageViewSet, "politician")

urlpatterns = [
    path("api/stats", StatsViewSet.as_view({"get": "retrieve"}), name="stats"),
    path("api/search", SearchViewSet.as_view({"get": "search"}), name="search"),
    *routes.urls,
]
