"""Addresses of the API's resources: `/api/posts`, `/api/posts/FB000001`, without a slash at the end."""

from rest_framework.routers import SimpleRouter


class Routes(SimpleRouter):
    """A router whose addresses carry no slash at the end; names are `<resource>-list`, `<resource>-detail`, …."""

    def __init__(self):
        super().__init__(trailing_slash=False)
