"""Pictures as the API reads and shows them."""

from rest_framework import serializers

from pictures.models import IncomingImage


class ImageInput(serializers.Serializer):
    """A picture by what is inside: JPEG, PNG, GIF, WebP, HEIC, AVIF, BMP or TIFF, at most 5 MB."""

    file = serializers.FileField(allow_empty_file=True)


class UploadInput(serializers.Serializer):
    """A picture that is going to be put into the storage: what it says it is, and its bytes."""

    contentType = serializers.ChoiceField(choices=list(IncomingImage.SUFFIXES))
    size = serializers.IntegerField(min_value=1, max_value=2**31)


class UploadFormSerializer(serializers.Serializer):
    """The form to post, with the file as its last field."""

    uploadId = serializers.CharField()
    url = serializers.CharField()
    formFields = serializers.DictField(child=serializers.CharField())


class UploadTakenInput(serializers.Serializer):
    """Which picture has been put there."""

    uploadId = serializers.CharField(max_length=32)


class ImageSerializer(serializers.Serializer):
    """A stored picture; `url` may stand in the text of a post."""

    url = serializers.CharField(source="page_file.url")
    listUrl = serializers.CharField(source="list_file.url")
    width = serializers.IntegerField()
    height = serializers.IntegerField()
