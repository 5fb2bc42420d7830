"""What the API's views are made of: rows by public id, a permission per action, limits, safe repeats."""

from typing import TYPE_CHECKING

from django.conf import settings
from rest_framework import viewsets
from rest_framework.response import Response

from polibat.api import repeats
from polibat.api.errors import NotFound
from polibat.api.methods import TellsMethods
from polibat.api.parameters import refuse_unknown
from polibat.api.permissions import asks_for_proof
from polibat.security.limits import limits_of_network, spend_all
from polibat.web.client import ip_of

ANONYMOUS_WINDOW = 15 * 60
# In any case, as people type them; they are kept in capitals.
PUBLIC_ID = r"[A-Za-z]{2}[0-9]{4,12}(?:-[A-Za-z]{2}[0-9]{4,9})*"


class ApiViewSet(TellsMethods, viewsets.GenericViewSet):
    """A resource of the API.

    Subclasses say `permissions` ({action: permission, EVERYBODY or MEMBERS}), `get_queryset()` (the rows that the asker
    may see: `visible_to`), and `not_found` (code and words). `field_names` maps fields of models to those of the API
    in refusals, where camelCase alone does not do; `refusals` gives codes of verbs a status and a code of the API, as
    `polibat.api.errors.REFUSALS` does for all resources. `own_codes` ({status: codes}) names for the schema the
    refusals that only this resource gives.
    """

    permissions = {}
    not_found = ("NOT_FOUND", "찾을 수 없습니다.")
    field_names = {}
    refusals = {}
    own_codes = {}
    lookup_field = "public_id"
    lookup_url_kwarg: str = "id"
    lookup_value_regex = PUBLIC_ID

    # Whether a creation may be sent again under the same Idempotency-Key; not where answers hold secrets.
    is_repeatable = True

    def dispatch(self, request, *args, **kwargs):
        """Answer by the methods that the routes name; whatever else the class has by such a name answers nothing."""
        self.http_method_names = [name for name in self.http_method_names if name in {*self.action_map, "options"}]
        if self.lookup_value_regex == PUBLIC_ID and self.lookup_url_kwarg in kwargs:
            kwargs[self.lookup_url_kwarg] = kwargs[self.lookup_url_kwarg].upper()
        return super().dispatch(request, *args, **kwargs)

    def initial(self, request, *args, **kwargs):
        """Count what visitors ask, before anything is looked up; a creation that names itself happens only once.

        What nobody would read of the query is refused.
        """
        super().initial(request, *args, **kwargs)
        if not request.user.is_authenticated:
            self.count_visitor(ip_of(request))
        refuse_unknown(request)
        if request.method == "POST" and self.is_repeatable and repeats.HEADER in request.headers:
            # DRF asks for the handler after this, with the member known.
            self.post = repeats.once(self.post)

    def count_visitor(self, ip):
        """Count a request of a visitor from `ip`; raises Throttled."""
        limit = {"times": settings.API_ANONYMOUS_LIMIT, "per": ANONYMOUS_WINDOW}
        spend_all(limits_of_network("api", ip, **limit))

    def is_dangerous(self, request):
        """Whether what is asked needs a fresh proof of who asks (spec K17)."""
        return asks_for_proof(self, request.method)

    def get_object(self):
        """The row of the address, if the asker may see it and do this to it."""
        found = self.get_queryset().filter(**{self.lookup_field: self.kwargs[self.lookup_url_kwarg]}).first()
        if found is None:
            raise NotFound(*self.not_found)
        self.check_object_permissions(self.request, found)
        return found

    def read(self, serializer_class, **kwargs):
        """The valid input of the request, or a 400 that names every field at fault."""
        serializer = serializer_class(data=self.request.data, context=self.get_serializer_context(), **kwargs)
        serializer.is_valid(raise_exception=True)
        return serializer.validated_data

    def show(self, row, serializer_class=None, *, status=200):
        """Answer with one row."""
        serializer_class = serializer_class or self.get_serializer_class()
        return Response(serializer_class(row, context=self.get_serializer_context()).data, status=status)

    def show_page(self, rows, serializer_class=None):
        """Answer with the page of `rows` that was asked for."""
        serializer_class = serializer_class or self.get_serializer_class()
        page = self.paginate_queryset(rows)
        data = serializer_class(page, many=True, context=self.get_serializer_context()).data
        return self.get_paginated_response(data)


# What the classes below are mixed into.
_Resource = ApiViewSet if TYPE_CHECKING else object


class Listed(_Resource):
    """A resource that can be listed."""

    def list(self, request, *args, **kwargs):
        """The rows of `get_queryset()` that fit the filters, a page at a time."""
        return self.show_page(self.filter_queryset(self.get_queryset()))


class Found(_Resource):
    """A resource whose rows have an address each."""

    def retrieve(self, request, *args, **kwargs):
        """One row."""
        return self.show(self.get_object())
