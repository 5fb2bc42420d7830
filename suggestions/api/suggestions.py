"""불편/제안 through the API."""

from copy import copy
from dataclasses import dataclass

import django_filters
from django.core.exceptions import PermissionDenied
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.decorators import action
from rest_framework.response import Response

from boards.api.serializers.common import MessageSerializer, body_of
from boards.models import Board, Post
from boards.queries.abilities import Abilities
from boards.services.view_counts import count_view
from polibat.api.errors import NotFound
from polibat.api.filters import ALL, LabelledChoiceFilter
from polibat.api.permissions import EVERYBODY, MEMBERS
from polibat.api.views import ApiViewSet, Listed
from suggestions.api.serializers.suggestions import SuggestionInput, SuggestionRowSerializer, SuggestionSerializer
from suggestions.models import Suggestion
from suggestions.queries.abilities import suggestion_abilities
from suggestions.queries.suggestion_list import rows_of
from suggestions.services import edit_suggestion, submit_suggestion, withdraw_suggestion
from suggestions.services.suggestions import require_untouched

CLOSED = "비공개로 등록된 글입니다. 작성자와 운영자만 볼 수 있습니다."


@dataclass(frozen=True, slots=True)
class SuggestionDetail:
    """A suggestion whole, as one viewer sees it."""

    suggestion: Suggestion
    post: Post
    views: int
    may: Abilities


class SuggestionFilters(django_filters.FilterSet):
    """Suggestions by kind and state."""

    suggestionType = LabelledChoiceFilter(field_name="suggestion__category", choices=Suggestion.Category.choices)
    status = LabelledChoiceFilter(field_name="suggestion__state", choices=Suggestion.State.choices)


@extend_schema_view(list=extend_schema(summary="불편/제안 목록"))
class SuggestionViewSet(Listed, ApiViewSet):
    """불편/제안."""

    permissions = {
        "list": EVERYBODY,
        "retrieve": EVERYBODY,
        "my": MEMBERS,
        "create": "suggestions.add_suggestion",
        # Asked by `require_untouched`, which has the words for an author who comes too late.
        "partial_update": MEMBERS,
        "destroy": MEMBERS,
    }
    not_found = ("SUGGESTION_NOT_FOUND", "불편/제안을 찾을 수 없습니다.")
    field_names = {"body": "content", "category": "suggestionType", "is_private": "isPrivate"}
    serializer_class = SuggestionRowSerializer
    filterset_class = SuggestionFilters

    def get_queryset(self):
        """The keys of the list, in which private ones stand without their words."""
        listed = Post.objects.on(Board.SUGGESTION).filter(status__in=Post.LISTED).only("pk").order_by("-pk")
        # A private one of others is not found by what it is.
        by_kind = self.request.query_params.get("suggestionType", "") not in {"", ALL, "ALL"}
        return listed.visible_to(self.request.user) if by_kind else listed

    def show_page(self, rows, serializer_class=None):
        """Answer with what the asker sees of a page of suggestions."""
        ids = [post.pk for post in self.paginate_queryset(rows)]
        shown = rows_of(ids, self.request.user)
        context = self.get_serializer_context()
        return self.get_paginated_response(SuggestionRowSerializer(shown, many=True, context=context).data)

    @extend_schema(summary="나의 불편/제안", responses=SuggestionRowSerializer(many=True))
    @action(detail=False)
    def my(self, request):
        """내가 쓴 불편/제안."""
        mine = Post.objects.visible_to(request.user).on(Board.SUGGESTION).filter(author=request.user)
        listed = mine.filter(status__in=Post.LISTED).only("pk").order_by("-pk")
        return self.show_page(self.filter_queryset(listed))

    def find(self):
        """The suggestion of the address; PermissionDenied for a private one of others, as its page says."""
        member, public_id = self.request.user, self.kwargs["id"]
        post = Post.objects.visible_to(member).on(Board.SUGGESTION).for_detail().filter(public_id=public_id).first()
        found = post and Suggestion.objects.filter(pk=post.pk).first()
        if found:
            found.post = post
            return found
        private = Post.objects.on(Board.SUGGESTION).filter(public_id=public_id, is_private=True)
        if private.filter(status__in=Post.LISTED).exists():
            raise PermissionDenied(CLOSED)
        raise NotFound(*self.not_found)

    @extend_schema(summary="불편/제안 하나", responses=SuggestionSerializer)
    def retrieve(self, request, id):  # noqa: A002 - the address calls it so
        """불편/제안 하나와 운영자의 답변."""
        suggestion = self.find()
        return self.show_suggestion(suggestion, waiting=count_view(request, id))

    def show_suggestion(self, suggestion, *, status=200, waiting=0):
        """Answer with one suggestion whole."""
        shown = SuggestionDetail(
            suggestion=suggestion,
            post=suggestion.post,
            views=suggestion.post.counts.views + waiting,
            may=suggestion_abilities(self.request.user, suggestion),
        )
        return self.show(shown, SuggestionSerializer, status=status)

    @extend_schema(summary="불편/제안 쓰기", request=SuggestionInput, responses={201: SuggestionSerializer})
    def create(self, request):
        """불편사항을 알리거나 기능, 투표를 제안합니다."""
        data = self.read(SuggestionInput)
        post = Post(title=data["title"], body=body_of(data), is_private=data["isPrivate"])
        made = submit_suggestion(Suggestion(post=post, category=data["suggestionType"]), by=request.user)
        self.kwargs["id"] = made.post.public_id
        return self.show_suggestion(self.find(), status=201)

    @extend_schema(summary="불편/제안 고치기", request=SuggestionInput(partial=True), responses=SuggestionSerializer)
    def partial_update(self, request, id):  # noqa: A002 - the address calls it so
        """접수대기인 동안 자신의 글을 고칩니다."""
        suggestion = self.find()
        require_untouched(suggestion, by=request.user, permission="suggestions.change_suggestion")
        data = self.read(SuggestionInput, partial=True)
        changed = copy(suggestion)
        changed.post = copy(suggestion.post)
        changed.category = data.get("suggestionType", suggestion.category)
        changed.post.title = data.get("title", suggestion.post.title)
        changed.post.body = body_of(data, otherwise=suggestion.post.body)
        changed.post.is_private = data.get("isPrivate", suggestion.post.is_private)
        edit_suggestion(changed, by=request.user)
        return self.show_suggestion(self.find())

    @extend_schema(summary="불편/제안 삭제", request=None, responses={200: MessageSerializer})
    def destroy(self, request, id):  # noqa: A002 - the address calls it so
        """접수대기인 동안 자신의 글을 삭제합니다."""
        suggestion = self.find()
        require_untouched(suggestion, by=request.user, permission="suggestions.delete_suggestion")
        withdraw_suggestion(suggestion, by=request.user)
        return Response({"message": "게시글이 삭제되었습니다."})
