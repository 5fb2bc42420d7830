"""Addresses of the directory in the API; what citizens ask a politician is told by pages."""

from polibat.api.routes import Routes
from politicians.api.politicians import PoliticianViewSet

routes = Routes()
routes.register("api/politicians", PoliticianViewSet, "politician")

urlpatterns = routes.urls
