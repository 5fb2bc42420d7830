"""Addresses of topics in the API."""

from assist.api.topics import TopicViewSet
from polibat.api.routes import Routes

routes = Routes()
routes.register("api/topics", TopicViewSet, "topic")

urlpatterns = routes.urls
