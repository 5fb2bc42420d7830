"""The pictures of a text, for clients that show its words and never its HTML."""

from html.parser import HTMLParser

from rest_framework import serializers


class _Pictures(HTMLParser):
    """Gathers the pictures of a body, which was cleaned when it was stored."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        """Take an `img` with its address."""
        known = dict(attrs)
        if tag == "img" and known.get("src"):
            self.found.append({"url": known["src"], "alt": known.get("alt") or ""})


class PictureSerializer(serializers.Serializer):
    """A picture in a text."""

    url = serializers.CharField()
    alt = serializers.CharField()


class PicturesField(serializers.ListField):
    """The pictures of the body that the source names, in their order."""

    child = PictureSerializer()

    def __init__(self, **kwargs):
        super().__init__(read_only=True, **kwargs)

    def to_representation(self, data):
        """The pictures of `data`, a body."""
        parser = _Pictures()
        parser.feed(data)
        return parser.found
