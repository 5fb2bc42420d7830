"""What the figures see of every request."""

from insights.services.visits import note_visit
from polibat.cache.pages import SHOWN

# Not pages that people visit: the back office, the API, what runs beside the site.
LEFT_OUT = ("/admin/", "/api", "/static/", "/media/", "/health", "/dev/", "/styleguide/")
LOOKED_AHEAD = ("HTTP_HX_REQUEST", "HTTP_SEC_PURPOSE", "HTTP_PURPOSE")


def visits(get_response):
    """Note who was shown a page, also one that was kept whole; parts of pages and pages fetched ahead are no visits."""

    def middleware(request):
        response = get_response(request)
        if (
            response.status_code in SHOWN
            and request.method == "GET"
            and response.get("Content-Type", "").startswith("text/html")
            and not request.path.startswith(LEFT_OUT)
            and not any(name in request.META for name in LOOKED_AHEAD)
        ):
            note_visit(request)
        return response

    return middleware
