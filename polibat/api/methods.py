"""What an address answers to OPTIONS: which methods it has, and nothing about what they take."""

from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView


class TellsMethods(APIView):
    """A view that names its methods in `Allow`, as every answer does; the schema says the rest."""

    def options(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Answer with nothing but the header."""
        return Response(status=204)
