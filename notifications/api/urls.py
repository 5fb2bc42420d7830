"""Addresses of notifications in the API."""

from notifications.api.notifications import NotificationViewSet
from polibat.api.routes import Routes

routes = Routes()
routes.register("api/notifications", NotificationViewSet, "notification")
urlpatterns = routes.urls
