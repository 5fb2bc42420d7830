"""Addresses of polls in the API."""

from polibat.api.routes import Routes
from polls.api.polls import PollViewSet

routes = Routes()
routes.register("api/votes", PollViewSet, "vote")

urlpatterns = routes.urls
