"""Pictures and drafts through the API."""

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.decorators import action
from rest_framework.parsers import MultiPartParser
from rest_framework.response import Response

from boards.api.serializers.common import MessageSerializer, body_of
from boards.api.serializers.uploads import (
    DraftInput,
    DraftSerializer,
    ImageInput,
    ImageSerializer,
    UploadFormSerializer,
    UploadInput,
    UploadTakenInput,
)
from boards.models import Board, Draft, IncomingImage
from boards.services import discard_draft, offer_upload, save_draft, store_image, take_upload
from polibat.api.errors import NotFound
from polibat.api.parsers import JSONParser
from polibat.api.permissions import MEMBERS
from polibat.api.views import ApiViewSet

BOARDS = [board.value for board in Board if board.is_written_by_members]
BOARD = OpenApiParameter("id", str, OpenApiParameter.PATH, enum=BOARDS, description="게시판.")


class ImageViewSet(ApiViewSet):
    """이미지 올리기."""

    own_codes = {404: {"UPLOAD_NOT_FOUND"}, 503: {"FILE_UPLOAD_FAILED"}}
    permissions = dict.fromkeys(("create", "presign", "confirm"), "boards.add_image")
    parser_classes = [MultiPartParser]
    refusals = {
        "too_big": (413, "FILE_TOO_LARGE"),
        "too_many_pixels": (413, "FILE_TOO_LARGE"),
        "not_a_picture": (415, "FILE_INVALID_TYPE"),
        "missing": (409, "FILE_NOT_UPLOADED"),
    }
    # Of uploads only where to is known before they are read: two pictures under one key would look alike.
    is_repeatable = False

    @extend_schema(
        summary="이미지 올리기", request={"multipart/form-data": ImageInput}, responses={201: ImageSerializer}
    )
    def create(self, request):
        """글에 넣을 이미지를 올립니다; 다시 인코딩되어 WebP 두 크기로 남습니다."""
        upload = self.read(ImageInput)["file"]
        return self.show(store_image(upload, by=request.user), ImageSerializer, status=201)

    @extend_schema(
        summary="큰 이미지를 저장소에 바로 올릴 양식",
        request={"application/json": UploadInput},
        responses={201: UploadFormSerializer},
    )
    @action(detail=False, methods=["post"], parser_classes=[JSONParser])
    def presign(self, request):
        """`url`에 `formFields`와 `file`(마지막)을 multipart로 보내고 `confirm`을 부릅니다. 10분 동안 씁니다."""
        data = self.read(UploadInput)
        incoming = IncomingImage(content_type=data["contentType"])
        form = offer_upload(incoming, by=request.user, size=data["size"])
        offer = {"uploadId": incoming.token, "url": request.build_absolute_uri(form.url), "formFields": form.fields}
        return self.show(offer, UploadFormSerializer, status=201)

    @extend_schema(
        summary="바로 올린 이미지 받기",
        request={"application/json": UploadTakenInput},
        responses={201: ImageSerializer},
    )
    @action(detail=False, methods=["post"], parser_classes=[JSONParser])
    def confirm(self, request):
        """저장소에 올린 이미지를 살펴보고 `이미지 올리기`와 같게 남깁니다; 여러 번 불러도 한 장입니다."""
        token = self.read(UploadTakenInput)["uploadId"]
        incoming = IncomingImage.objects.visible_to(request.user).filter(token=token).first()
        if incoming is None:
            raise NotFound("UPLOAD_NOT_FOUND", "그런 올리기가 없습니다. 처음부터 다시 올려 주세요.")
        return self.show(take_upload(incoming, by=request.user), ImageSerializer, status=201)


class DraftViewSet(ApiViewSet):
    """쓰던 글: 게시판마다 하나."""

    permissions = {"retrieve": MEMBERS, "update": "boards.add_post", "destroy": MEMBERS}
    not_found = ("DRAFT_NOT_FOUND", "임시 저장한 글이 없습니다.")
    lookup_field = "board"
    lookup_value_regex = "[A-Z0-9]{2,12}"
    field_names = {"body": "content"}
    refusals = {"changed": (409, "DRAFT_CHANGED")}

    def initial(self, request, *args, **kwargs):
        """Look for nothing on boards on which members do not write."""
        super().initial(request, *args, **kwargs)
        if kwargs["id"] not in BOARDS:
            raise NotFound(*self.not_found)

    def get_queryset(self):
        """One's own drafts."""
        return Draft.objects.filter(member=self.request.user.pk).select_related("politician")

    @extend_schema(summary="임시 저장한 글", parameters=[BOARD], responses=DraftSerializer)
    def retrieve(self, request, id):  # noqa: A002 - the address calls it so
        """쓰던 글."""
        return self.show(self.get_object(), DraftSerializer)

    @extend_schema(summary="임시 저장", parameters=[BOARD], request=DraftInput, responses=DraftSerializer)
    def update(self, request, id):  # noqa: A002 - the address calls it so
        """쓰던 글을 남깁니다; 빈 글은 남지 않습니다."""
        data = self.read(DraftInput)
        politician = data.get("politicianId") if id == Board.POLITICIAN else None
        draft = Draft(board=id, title=data["title"], body=body_of(data), politician=politician)
        kept = save_draft(draft, by=request.user, replaces=data.get("version"))
        if kept is None:
            raise NotFound(*self.not_found)
        return self.show(kept, DraftSerializer)

    @extend_schema(
        summary="임시 저장한 글 버리기", parameters=[BOARD], request=None, responses={200: MessageSerializer}
    )
    def destroy(self, request, id):  # noqa: A002 - the address calls it so
        """쓰던 글을 버립니다; 없어도 그대로입니다."""
        discard_draft(board=id, by=request.user)
        return Response({"message": "임시 저장한 글을 지웠습니다."})
