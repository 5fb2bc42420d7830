"""Addresses of the API that belong to no single app."""

from pages.api.displays import BannerViewSet, PopupViewSet, StatsViewSet
from pages.api.mine import MineViewSet
from polibat.api.routes import Routes

routes = Routes()
routes.register("api/members/me", MineViewSet, "mine")
routes.register("api/banners", BannerViewSet, "banner")
routes.register("api/popups", PopupViewSet, "popup")
routes.register("api/stats", StatsViewSet, "stats")
urlpatterns = routes.urls
