"""What surrounds every request to the API: one form of address, conditional answers, nothing kept by others."""

from collections.abc import Iterable

from django.http import HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers

from polibat.security.limits import Use, noted

PREFIX = "/api/"


def is_for_api(request):
    """Whether the request speaks JSON: everything below /api/."""
    return request.path_info.startswith(PREFIX) or request.path_info == PREFIX.rstrip("/")


def api(get_response):
    """Take addresses with and without a slash at the end alike, and answer `304` to who has the newest answer.

    Answers that some limit counted say how much of it is left.
    """

    def middleware(request):
        if not is_for_api(request):
            return get_response(request)
        if request.path_info.endswith("/"):
            request.path_info = request.path_info.rstrip("/")
            request.path = request.path.rstrip("/")
        with noted() as used:
            response = get_response(request)
        if not response.has_header("Cache-Control"):
            patch_cache_control(response, private=True, no_cache=True)
        patch_vary_headers(response, ["Authorization"])
        if request.method in {"GET", "HEAD"} and response.has_header("ETag"):
            response = get_conditional_response(request, etag=response["ETag"], response=response) or response
        _tell(response, used)
        return response

    return middleware


def _tell(response: HttpResponse, used: Iterable[Use]) -> None:
    """`RateLimit-Policy` and `RateLimit` (draft-ietf-httpapi-ratelimit-headers): each limit by its name."""
    newest = {use.scope: use for use in used}.values()
    if newest:
        response["RateLimit-Policy"] = ", ".join(f'"{use.scope}";q={use.times};w={use.per}' for use in newest)
        response["RateLimit"] = ", ".join(f'"{use.scope}";r={use.left};t={use.anew}' for use in newest)
