"""Addresses of the API of what stands on the first page."""

from pages.api import staff_displays
from polibat.api.routes import Routes

routes = Routes()
routes.register("api/admin/popups", staff_displays.PopupViewSet, "staff-popup")
routes.register("api/admin/banners", staff_displays.BannerViewSet, "staff-banner")

urlpatterns = routes.urls
