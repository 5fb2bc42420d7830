"""Addresses of topics and of what was made of posts in the API."""

from assist.api.made import MadeViewSet
from assist.api.topics import TopicViewSet
from polibat.api.routes import Routes

routes = Routes()
routes.register("api/topics", TopicViewSet, "topic")
routes.register("api/posts", MadeViewSet, "made")

urlpatterns = routes.urls
