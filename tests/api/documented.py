"""A client of the API that takes no answer which docs/openapi.json does not name: neither a status nor a code."""

import json
import re
from functools import cache
from pathlib import Path

from rest_framework.test import APIClient

WRITTEN = Path(__file__).parents[2] / "docs" / "openapi.json"


@cache
def schema():
    """What is written."""
    return json.loads(WRITTEN.read_text())


@cache
def addresses():
    """The operations of every address by method, addresses without parameters first."""
    paths = schema()["paths"]
    ordered = sorted(paths, key=lambda path: path.count("{"))
    return [(re.compile(re.sub(r"\{[^}]+\}", "[^/]+", path)), paths[path]) for path in ordered]


@cache
def operation_at(path, method):
    """What is written of the operation at `path`; None where nothing has this address."""
    return next((found.get(method) for shape, found in addresses() if shape.fullmatch(path)), None)


def codes_of(answer):
    """The codes of a refusal that is written once for all."""
    return codes_in(schema()["components"]["responses"][answer["$ref"].rpartition("/")[2]])


def codes_in(answer):
    """The codes that a refusal may carry."""
    return answer["x-codes"]


class DocumentedClient(APIClient):
    """DRF's, which compares each answer with what is written."""

    def request(self, **kwargs):
        """Send, compare, and return the answer."""
        response = super().request(**kwargs)
        asked = response.wsgi_request
        operation = operation_at(asked.path_info.rstrip("/"), asked.method.lower())
        if operation is not None:
            answers, status = operation["responses"], str(response.status_code)
            assert status in answers, (asked.method, asked.path, status)
            if response.status_code >= 400:
                code = json.loads(response.content)["error"]["code"]
                assert code in codes_of(answers[status]), (asked.method, asked.path, status, code)
        return response
