"""The one refusal of the API's own; apart from the others because DRF loads the authentication, which raises it."""

from rest_framework import exceptions


class ApiError(exceptions.APIException):
    """A refusal that only the API knows, by its own code (e.g. TOKEN_EXPIRED); verbs raise Django's errors instead."""

    def __init__(self, code, message, *, status=400, details=None):
        self.status_code, self.details = status, details
        super().__init__(message, code)
