"""Addresses of banners and popups in the API."""

from displays.api.displays import BannerViewSet, PopupViewSet
from polibat.api.routes import Routes

routes = Routes()
routes.register("api/banners", BannerViewSet, "banner")
routes.register("api/popups", PopupViewSet, "popup")

urlpatterns = routes.urls
