"""Addresses of the API about members."""

from accounts.api.auth import AuthViewSet
from accounts.api.members import MemberViewSet
from polibat.api.routes import Routes

routes = Routes()
routes.register("api/auth", AuthViewSet, "auth")
routes.register("api/members", MemberViewSet, "member")
urlpatterns = routes.urls
