"""Addresses of suggestions and notices in the API."""

from polibat.api.routes import Routes
from suggestions.api.notices import NoticeViewSet
from suggestions.api.suggestions import SuggestionViewSet

routes = Routes()
routes.register("api/suggestions", SuggestionViewSet, "suggestion")
routes.register("api/notices", NoticeViewSet, "notice")

urlpatterns = routes.urls
