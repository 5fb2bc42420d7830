"""Addresses in the API of what belongs to several apps, and of what stands on the first page."""

from pages.api import staff_displays
from pages.api.politicians import PoliticianPageViewSet
from pages.api.search import SearchViewSet
from polibat.api.routes import Routes

routes = Routes()
routes.register("api/politicians", PoliticianPageViewSet, "politician")
routes.register("api/search", SearchViewSet, "search")
routes.register("api/admin/popups", staff_displays.PopupViewSet, "staff-popup")
routes.register("api/admin/banners", staff_displays.BannerViewSet, "staff-banner")

urlpatterns = routes.urls
