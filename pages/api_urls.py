"""Addresses in the API of what belongs to several apps."""

from django.urls import path

from pages.api.politicians import PoliticianPageViewSet
from pages.api.search import SearchViewSet
from polibat.api.routes import Routes

routes = Routes()
routes.register("api/politicians", PoliticianPageViewSet, "politician")

urlpatterns = [path("api/search", SearchViewSet.as_view({"get": "search"}), name="search"), *routes.urls]
