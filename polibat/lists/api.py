"""A staff list in the API: its rows, its cards, and their schema (spec L5 to L14)."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view, inline_serializer
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from polibat.api.views import ApiViewSet
from polibat.lists.base import MOST_RANKED, StaffList
from polibat.lists.rows import row_serializer
from polibat.lists.shown import shown

IF_MATCH = OpenApiParameter(
    "If-Match", str, OpenApiParameter.HEADER, description="고치려는 판(revision). 그 사이에 바뀌었으면 412로 답합니다."
)
ORDER = OpenApiParameter("sortOrder", str, enum=["asc", "desc"], default="desc", description="정렬 방향.")


class StaffListView(ApiViewSet):
    """The rows and the figures of `page`, which `staff_list` names.

    `looking` are the actions that whoever may see the list may take.
    """

    page: type[StaffList] = StaffList
    looking: tuple[str, ...] = ("list", "stats")

    @property
    def filterset_class(self) -> Any:
        """The filters of the list."""
        return self.page.filters if self.action in {"list", "export"} else None

    def get_queryset(self) -> QuerySet:
        """Every row, for staff."""
        if getattr(self, "swagger_fake_view", False):
            return self.page.model.objects.none()
        return self.page.rows(self.request.user)

    def fill(self, rows: list) -> list:
        """`rows` of a page with what the list counts for them."""
        return self.page.fill_for(rows, self.request.user)

    def filled(self, row: Any) -> Any:
        """`row` with what the list shows of it."""
        return self.fill([row])[0]

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """The rows that fit the filters, a page at a time."""
        rows: Any = self.page.prepared(request.user, request.query_params)
        page = self.fill(self.paginate_queryset(rows) or [])
        self.page.note_shown(request, page)
        return self.get_paginated_response(shown(self.get_serializer_class(), page))

    def total_of(self, rows: Any) -> int | None:
        """The kept total where there is one for what is filtered; an order by a number ends at a fixed depth."""
        known = self.page.total_of(self.request.query_params)
        is_ranked = self.request.query_params.get("sortBy") in self.page.numbers
        return min(known, MOST_RANKED) if is_ranked and known is not None else known

    @action(detail=False, pagination_class=None)
    def stats(self, request: Request) -> Response:
        """The figures of the cards: each the number of rows that a press on it leaves."""
        return Response(self.page.figures(request.user))

    @classmethod
    def schemas(cls) -> dict[str, Callable]:
        """What the schema says of each action, by its name."""
        page, rows = cls.page, row_serializer(cls.page)
        cards: dict[str, serializers.Field] = {card.key: serializers.IntegerField() for card in page.cards}
        figures = inline_serializer(f"{page.__name__}Figures", cards)
        return {
            "list": extend_schema(
                parameters=order_parameters(page, page.page_orders, page.numbers),
                responses=rows(many=True),
                summary=f"{page.title} 목록",
            ),
            "stats": extend_schema(responses=figures, summary=f"{page.title} 카드의 수", filters=False),
            **_schemas_of_acts(cls, rows),
        }


def order_parameters(page: type[StaffList], *more: dict[str, Any]) -> list[OpenApiParameter]:
    """By what the list can be sorted, and which way; `more` by what its pages alone can be."""
    names = list(dict.fromkeys([*page.orders, *(name for orders in more for name in orders)]))
    words = "정렬 기준."
    if more and page.numbers:
        words += f" {', '.join(page.numbers)}: 조건에 맞는 최근 {MOST_RANKED:,}개 안에서의 순서입니다."
    columns = OpenApiParameter("sortBy", str, enum=names, default=page.default_order, description=words)
    return [columns, ORDER]


def _schemas_of_acts(view: Any, rows: type[serializers.Serializer]) -> dict[str, Callable]:
    """The acts of a view that has some (`polibat.staff.acts.StaffActs`) answer with the page of the row."""
    acts = set(view.permissions) - {*view.looking, *getattr(view, "other_answers", ())}
    answer = getattr(view, "detail_serializer", None) or rows
    found = {name: extend_schema(responses={201 if name == "create" else 200: answer}) for name in sorted(acts)}
    if getattr(view, "edited", ()) and "partial_update" in found:
        found["partial_update"] = extend_schema(responses=answer, parameters=[IF_MATCH])
    if "retrieve" in found:
        summary = getattr(view, "detail_summary", "") or f"{view.page.title} 상세"
        found["retrieve"] = extend_schema(responses=answer, summary=summary)
    return found


View = TypeVar("View", bound=type[StaffListView])


def staff_list(page: type[StaffList]) -> Callable[[View], View]:
    """Decorate the view of `page`: its permissions for looking, and its schema."""

    def decorate(view: View) -> View:
        view.page, view.serializer_class = page, row_serializer(page)
        view.permissions = dict.fromkeys(view.looking, page.permission) | view.permissions
        return extend_schema_view(**view.schemas())(view)

    return decorate
