"""Pictures through the API."""

from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.parsers import MultiPartParser

from pictures.api.serializers import ImageInput, ImageSerializer, UploadFormSerializer, UploadInput, UploadTakenInput
from pictures.models import IncomingImage
from pictures.services import offer_upload, store_image, take_upload
from polibat.api.errors import NotFound
from polibat.api.parsers import JSONParser
from polibat.api.views import ApiViewSet


class ImageViewSet(ApiViewSet):
    """이미지 올리기."""

    own_codes = {404: {"UPLOAD_NOT_FOUND"}, 503: {"FILE_UPLOAD_FAILED"}}
    permissions = dict.fromkeys(("create", "presign", "confirm"), "pictures.add_image")
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
        """글에 넣을 이미지를 올립니다; 다시 인코딩되어 WebP 두 크기로 남고, 움직이는 것은 첫 장면만 남습니다."""
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
