"""Posts through the API."""

from copy import copy

from django.db.models import Sum
from drf_spectacular.utils import extend_schema, inline_serializer
from rest_framework.decorators import action
from rest_framework.response import Response

from boards.api import lookup
from boards.api.comments import CommentsOfPost
from boards.api.filters import (
    AMONG,
    BOARDS,
    NUMBERS,
    SEARCH_PARAMETERS,
    SORT_PARAMETERS,
    PostFilters,
    boards_asked,
    found_page,
    in_order,
    search_asked,
)
from boards.api.reactions import ReactionOfTarget
from boards.api.serializers.common import MessageSerializer, body_of
from boards.api.serializers.posts import PostChange, PostInput, PostRowSerializer, PostSerializer
from boards.models import Board, BoardCounter, Post
from boards.queries.pagination import posts_of_list
from boards.queries.popular import popular_ids
from boards.services import edit_post, publish_post, withdraw_post
from boards.services.view_counts import count_view
from polibat.api.permissions import EVERYBODY
from polibat.api.views import ApiViewSet, Listed

# What a list without these is the whole of its boards, whose totals are kept.
NARROWING = {"authorId", "politicianId", "from", "to", "startDate", "endDate", "period", "search"}
POPULAR = inline_serializer(
    "PopularPosts", {"free": PostRowSerializer(many=True), "politician": PostRowSerializer(many=True)}
)


class PostViewSet(CommentsOfPost, ReactionOfTarget, Listed, ApiViewSet):
    """게시글: 자유게시판, 정치인게시판, 투표 글."""

    own_codes = {404: {"COMMENT_NOT_FOUND"}}
    permissions = {
        "list": EVERYBODY,
        "retrieve": EVERYBODY,
        "popular": EVERYBODY,
        "comments": EVERYBODY,
        "reaction": EVERYBODY,
        "create": "boards.add_post",
        "partial_update": "boards.change_post",
        "destroy": "boards.delete_post",
        "add_comment": "boards.add_comment",
        "set_reaction": "boards.add_reaction",
        "take_reaction_back": "boards.add_reaction",
    }
    not_found = lookup.NO_POST
    field_names = {"body": "content", "board": "boardType", "politician": "politicianId", "text": "content"}
    serializer_class = PostRowSerializer
    filterset_class = PostFilters

    def get_queryset(self):
        """Posts that stand in lists; of one post all that the asker may read, whichever board it is on."""
        if self.detail:
            return Post.objects.visible_to(self.request.user).for_detail()
        return Post.objects.listed().filter(board__in=BOARDS)

    def total_of(self, rows):
        """The kept total of whole boards; the order by a number ends at a fixed depth."""
        asked = self.request.query_params
        if self.action != "list" or any(asked.get(name) for name in NARROWING):
            return None
        counters = BoardCounter.objects.filter(board__in=boards_asked(self.request))
        total = counters.aggregate(total=Sum("listed"))["total"] or 0
        return min(total, AMONG) if asked.get("sortBy") in NUMBERS else total

    @extend_schema(
        summary="게시글 목록",
        parameters=[*SORT_PARAMETERS, *SEARCH_PARAMETERS],
        responses=PostRowSerializer(many=True),
    )
    def list(self, request):
        """게시글 목록: 본문 대신 발췌를 담습니다."""
        rows = self.filter_queryset(self.get_queryset())
        if asked := search_asked(request):
            return found_page(self, asked)
        # The narrow rows of the order first, then what is shown of these, as the pages of the boards do.
        ids = [post.pk for post in self.paginate_queryset(in_order(request, rows))]
        posts = {post.pk: post for post in posts_of_list(ids=ids)}
        return self.get_paginated_response(self.rows([posts[pk] for pk in ids if pk in posts]))

    def rows(self, posts):
        """Rows as they are shown."""
        return PostRowSerializer(posts, many=True, context=self.get_serializer_context()).data

    @extend_schema(summary="게시글 하나", responses=PostSerializer)
    def retrieve(self, request, id):  # noqa: A002 - the address calls it so
        """게시글 하나: 본 횟수는 방문자마다 30분에 한 번 셉니다."""
        post = self.get_object()
        return self.show_post(post, waiting=count_view(request, post.public_id))

    def show_post(self, post, *, status=200, waiting=0):
        """Answer with one post whole."""
        return self.show(lookup.post_detail(post, self.request.user, waiting=waiting), PostSerializer, status=status)

    @extend_schema(summary="게시글 쓰기", request=PostInput, responses={201: PostSerializer})
    def create(self, request):
        """자유게시판이나 정치인게시판에 글을 씁니다."""
        data = self.read(PostInput)
        politician = data.get("politicianId")
        post = Post(board=data["boardType"], title=data["title"], body=body_of(data), politician=politician)
        post = publish_post(post, by=request.user)
        return self.show_post(lookup.post_at(request.user, post.public_id), status=201)

    @extend_schema(summary="게시글 고치기", request=PostChange, responses=PostSerializer)
    def partial_update(self, request, id):  # noqa: A002 - the address calls it so
        """자신의 글의 제목과 내용을 고칩니다."""
        post = self.get_object()
        data = self.read(PostChange, partial=True)
        changed = copy(post)
        changed.title = data.get("title", post.title)
        changed.body = body_of(data, otherwise=post.body)
        edit_post(changed, by=request.user)
        return self.show_post(lookup.post_at(request.user, post.public_id))

    @extend_schema(summary="게시글 삭제", request=None, responses={200: MessageSerializer})
    def destroy(self, request, id):  # noqa: A002 - the address calls it so
        """자신의 글을 삭제합니다."""
        withdraw_post(self.get_object(), by=request.user)
        return Response({"message": "게시글이 삭제되었습니다."})

    @extend_schema(summary="지금 뜨는 인기글", responses=POPULAR, filters=False)
    @action(detail=False, pagination_class=None, filter_backends=[])
    def popular(self, request):
        """두 게시판의 인기글을 세 개씩."""
        ids = {board: popular_ids(board) for board in (Board.FREE, Board.POLITICIAN)}
        posts = {post.pk: post for post in posts_of_list(ids=[pk for found in ids.values() for pk in found])}
        return Response(
            {board.lower(): self.rows([posts[pk] for pk in found if pk in posts]) for board, found in ids.items()}
        )
