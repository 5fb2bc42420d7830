"""What staff do with one row, through the API: the acts are the app's own, the back office joins them with its list."""

from collections.abc import Callable
from operator import attrgetter
from typing import Any

from django.core.exceptions import ValidationError
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from polibat.api.views import ApiViewSet
from polibat.staff.revision import HEADER, Revised, matched, named
from polibat.staff.serializers import ReasonSerializer

TEXT_IS_DECIDED = "이미 처리된 글입니다."


class StaffActs(ApiViewSet):
    """The page of one row, and the acts on it, which answer with that page.

    `detail_serializer` shows what `detail_of` makes of a row; without one the row is shown as in its list. The schema
    calls the page `detail_summary`. `other_answers` names the acts that answer with something else.
    """

    own_codes = {409: {"ALREADY_CLAIMED", "ALREADY_DECIDED"}}
    detail_serializer: type[serializers.Serializer] | None = None
    detail_summary = ""
    other_answers: tuple[str, ...] = ()
    # What the form of a row edits, as attribute paths; its page then names the edition, which PATCH takes as If-Match.
    edited: tuple[str, ...] = ()

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Let an edit that names an edition run only upon that."""
        super().initial(request, *args, **kwargs)
        if request.method == "PATCH" and self.edited and HEADER in request.headers:
            self.patch = matched(self.patch, lambda: self.page_of(self.get_object()).revision)

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """One with everything about it."""
        row = self.get_object()
        self.note_shown(row)
        return self.show_detail(row)

    def note_shown(self, row: Any) -> None:
        """Tell that `row` was shown to whoever asks; the list that it is joined with knows whom it is about."""
        if page := getattr(self, "page", None):
            page.note_shown(self.request, [row])

    def filled(self, row: Any) -> Any:
        """`row` with what its list shows of it; the list says so."""
        return row

    def detail_of(self, row: Any) -> Any:
        """What the page of `row` shows; classes put theirs around what `super()` makes of it."""
        return row

    def edition_of(self, page: Any) -> list[Any]:
        """What the form of a row edits, as it is now."""
        return [attrgetter(path)(page) for path in self.edited]

    def page_of(self, row: Any) -> Any:
        """The page of `row`, with the edition where there is a form."""
        page = self.detail_of(self.filled(row))
        return Revised(page, named(self.edition_of(page))) if self.edited else page

    def show_detail(self, row: Any, *, status: int = 200) -> Response:
        """Answer with the page of `row`."""
        return self.show(self.page_of(row), self.detail_serializer, status=status)

    def act(self, verb: Callable[..., object], *, otherwise: str = "이미 그 상태입니다.") -> Response:
        """Hand the row and the reason that was sent to `verb`, and answer with the row as it is then.

        Raises ValidationError (`decided`) in the words `otherwise` where the verb found it done.
        """
        row = self.get_object()
        if not verb(row, by=self.request.user, reason=self.read(ReasonSerializer)["reason"]):
            raise ValidationError(otherwise, code="decided")
        return self.show_detail(self.get_object())
