"""The site's addresses and a page that costs nothing to make."""

from django.http import HttpResponse
from django.urls import include, path

handler400 = "polibat.web.views.bad_request"
handler403 = "polibat.web.views.forbidden"
handler404 = "polibat.web.views.not_found"
handler500 = "polibat.web.views.server_error"


def constant(request, size):
    """Answer with `size` bytes: the limit that server and middleware set."""
    return HttpResponse(b"x" * size)


# Last, so that finding it costs what finding the site's own pages costs.
urlpatterns = [path("", include("polibat.urls")), path("bench/constant/<int:size>/", constant)]
