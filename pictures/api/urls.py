"""Addresses of pictures in the API."""

from pictures.api.uploads import ImageViewSet
from polibat.api.routes import Routes

routes = Routes()
routes.register("api/uploads/image", ImageViewSet, "upload-image")

urlpatterns = routes.urls
