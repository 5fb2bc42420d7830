"""Filters and orders of the lists of posts."""

import django_filters
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response

from accounts.models import Member
from boards.models import Board, Post
from boards.queries.search import CAP, Condition, Search, newest_found
from polibat.api.filters import DaysFilterSet, LabelledChoiceFilter, ordered
from polibat.api.pagination import LARGEST, SIZE, positive
from politicians.models import Politician

# 공지사항 and 불편/제안 have resources of their own.
BOARDS = Board.main()
# The most viewed, liked and commented are those among the newest: no index orders a million posts by a number that
# changes with every view.
AMONG = 1_000
NUMBERS = {"viewCount": "counts__views", "likeCount": "counts__likes", "commentCount": "counts__comments"}
SORT_PARAMETERS = [
    OpenApiParameter(
        "sortBy",
        OpenApiTypes.STR,
        enum=["createdAt", *NUMBERS],
        default="createdAt",
        description=f"createdAt이 아니면 조건에 맞는 최근 {AMONG:,}개 글 안에서의 순서입니다.",
    ),
    OpenApiParameter("sortOrder", OpenApiTypes.STR, enum=["asc", "desc"], default="desc"),
]
SEARCH_PARAMETERS = [
    OpenApiParameter("search", OpenApiTypes.STR, description="찾을 말; 최신순으로 1,000개까지."),
    OpenApiParameter("searchBy", OpenApiTypes.STR, enum=Condition.values, default="all", description="비교할 곳."),
]


class PostFilters(DaysFilterSet):
    """Posts by board, author, named politician and days."""

    date_types = {"created": "published_at"}
    boardType = LabelledChoiceFilter(field_name="board", choices=[(board.value, board.label) for board in BOARDS])
    authorId = django_filters.CharFilter(method="by_author", max_length=20)
    politicianId = django_filters.CharFilter(method="by_politician", max_length=20)

    def by_author(self, rows, _name, public_id):
        """Those of one member; the key is looked up first, so that the index of their posts is walked."""
        author = Member.objects.filter(public_id=public_id).exclude(status=Member.Status.WITHDRAWN).only("pk").first()
        return rows.filter(author=author.pk) if author else rows.none()

    def by_politician(self, rows, _name, public_id):
        """Those that name one politician."""
        politician = Politician.objects.filter(public_id=public_id).only("pk").first()
        return rows.filter(politician=politician.pk) if politician else rows.none()


def in_order(request, rows):
    """`rows` in the order that is asked for, with no more columns than ordering needs."""
    by = request.query_params.get("sortBy") or "createdAt"
    if by in NUMBERS:
        newest = rows.order_by("-pk").values("pk")[:AMONG]
        column = NUMBERS[by]
        rows = Post.objects.filter(pk__in=newest).select_related("counts").only("pk", column)
    has_days = {"from", "to", "startDate", "endDate", "period"} & set(request.query_params)
    # Keys come in the order of time; days are found in the index by time.
    columns = {"createdAt": "published_at" if has_days else "pk", **NUMBERS}
    return ordered(request, rows if by in NUMBERS else rows.only("pk", "published_at"), columns, default="createdAt")


def search_asked(request):
    """The search of a request, or None; raises ValidationError for what nothing can be found with."""
    words, condition = request.query_params.get("search", ""), request.query_params.get("searchBy") or "all"
    if condition not in Condition.values:
        raise ValidationError({"searchBy": [f"{', '.join(Condition.values)} 가운데 하나를 보내 주세요."]})
    asked = Search.asked({"q": words, "in": condition})
    if asked and asked.hint:
        raise ValidationError({"search": [asked.hint]})
    return asked


def boards_asked(request):
    """The boards of a list: the one that is asked for, else all."""
    asked = PostFilters.base_filters["boardType"].keys.get(request.query_params.get("boardType", ""))
    return [asked] if asked else BOARDS


def found_page(view, asked):
    """Answer with a page of what a search finds, the newest first; it knows no other order and no cursor."""
    request = view.request
    given = request.query_params
    for name, only in (("sortBy", "createdAt"), ("sortOrder", "desc")):
        if (given.get(name) or only) != only:
            raise ValidationError({name: ["검색 결과는 최신순으로만 볼 수 있습니다."]})
    for name in ("cursor", "authorId", "politicianId", "from", "to", "startDate", "endDate", "period"):
        if given.get(name):
            raise ValidationError({name: ["search와 함께 쓸 수 없습니다."]})
    limit = positive(request, "limit", SIZE, LARGEST)
    number = positive(request, "page", 1, CAP // limit)
    page = newest_found(asked, boards_asked(request), number, limit)
    about = {"page": number, "limit": limit, "total": page.total, "totalPages": -(-page.total // limit)}
    about |= {"isCapped": page.is_capped, "nextCursor": None}
    return Response({"success": True, "data": view.rows(page.rows), "pagination": about})
