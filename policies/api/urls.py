"""Addresses of policies in the API."""

from polibat.api.routes import Routes
from policies.api.policies import PolicyViewSet

routes = Routes()
routes.register("api/policies", PolicyViewSet, "policy")
urlpatterns = routes.urls
