"""Posts as the API reads and shows them."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from boards.api.serializers.common import REACTION, AuthorSerializer, WrittenText
from boards.models import Board, Post
from boards.models.badges import DIRECT_ANSWER, DIRECT_POST
from polibat.api.fields import Moment, RowField
from politicians.models import Politician

DIRECT = (DIRECT_POST.key, DIRECT_ANSWER.key)
WRITTEN_BY_MEMBERS = [(board.value, board.label) for board in Board if board.is_written_by_members]


class NamedPoliticianSerializer(serializers.Serializer):
    """The politician whom a post names or whose post it is."""

    politicianId = serializers.CharField(source="public_id")
    name = serializers.CharField()
    position = serializers.CharField()
    photoUrl = serializers.CharField(source="photo_url", help_text="사진이 없으면 빈 글자열.")


class PostRowSerializer(serializers.Serializer):
    """A row of a list: an excerpt, not the text."""

    postId = serializers.CharField(source="public_id")
    boardType = serializers.ChoiceField(choices=Board.choices, source="board")
    status = serializers.ChoiceField(choices=Post.Status.choices)
    title = serializers.CharField()
    excerpt = serializers.CharField()
    hasImage = serializers.BooleanField(source="has_image")
    author = AuthorSerializer()
    authorName = serializers.CharField(source="author_name", help_text="정치인이 쓴 글은 정치인의 이름.")
    politician = NamedPoliticianSerializer(allow_null=True)
    isByPolitician = serializers.BooleanField(source="is_by_politician")
    directBadge = serializers.SerializerMethodField()
    viewCount = serializers.IntegerField(source="counts.views")
    likeCount = serializers.IntegerField(source="counts.likes")
    commentCount = serializers.IntegerField(source="counts.comments")
    createdAt = Moment(source="published_at")

    @extend_schema_field({"type": ["string", "null"], "enum": [*DIRECT, None]})
    def get_directBadge(self, post):
        """직접등록 or 직접답변 (of an aide: 보좌진등록, 보좌진답변)."""
        return next((badge.key for badge in post.badges if badge.key in DIRECT), None)


class PermissionsSerializer(serializers.Serializer):
    """What the asker may do with a text."""

    change = serializers.BooleanField()
    delete = serializers.BooleanField()
    react = serializers.BooleanField()
    comment = serializers.BooleanField()
    report = serializers.BooleanField()


class DeliverySerializer(serializers.Serializer):
    """What became of the mail that told the named politician's office of a post."""

    state = serializers.ChoiceField(
        {
            "QUEUED": "전달하는 중",
            "FAILED": "전달하지 못함",
            "TOLD": "사이트 알림으로 전달됨",
            "ACCEPTED": "전달됨",
            "OPENED": "확인함",
        }
    )
    acceptedAt = Moment(source="accepted_at", allow_null=True)
    openedAt = Moment(source="opened_at", allow_null=True)


class PostSerializer(PostRowSerializer):
    """One post whole."""

    content = serializers.CharField(source="shown_body", help_text="정화된 HTML.")
    viewCount = serializers.IntegerField(source="views")
    dislikeCount = serializers.IntegerField(source="counts.dislikes")
    answerCount = serializers.IntegerField(source="counts.answers", help_text="정치인의 직접답변.")
    aideAnswerCount = serializers.IntegerField(source="counts.aide_answers", help_text="보좌진의 답변.")
    isPublic = serializers.BooleanField(source="is_public")
    myReaction = serializers.SerializerMethodField()
    permissions = PermissionsSerializer(source="may")
    delivery = DeliverySerializer(
        allow_null=True, help_text="정치인에게 보낸 글이 의원실에 닿았는지; 보낸 메일이 없으면 null."
    )
    updatedAt = Moment(source="edited_at", allow_null=True)

    @extend_schema_field(REACTION)
    def get_myReaction(self, post):
        """What the asker pressed."""
        return post.reaction or None


class PostInput(WrittenText):
    """A new post."""

    boardType = serializers.ChoiceField(choices=WRITTEN_BY_MEMBERS)
    politicianId = RowField(
        queryset=Politician.objects.all(),
        required=False,
        allow_null=True,
        help_text="소통대상 정치인; 정치인게시판에서 시민만 정합니다.",
        error_messages={"does_not_exist": "목록에서 정치인을 선택해 주세요."},
    )


class PostChange(WrittenText):
    """What may change of a post."""
