"""Addresses in the API of what belongs to several apps."""

from pages.api.politicians import PoliticianPageViewSet
from pages.api.search import SearchViewSet
from polibat.api.routes import Routes

routes = Routes()
routes.register("api/politicians", PoliticianPageViewSet, "politician")
routes.register("api/search", SearchViewSet, "search")

urlpatterns = routes.urls
