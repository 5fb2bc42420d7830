"""How bodies are read."""

from rest_framework import exceptions, parsers


class JSONParser(parsers.JSONParser):
    """DRF's, which also knows that a body nested ten thousand deep is no input of ours."""

    def parse(self, stream, media_type=None, parser_context=None):
        """Read the body; raises ParseError."""
        try:
            return super().parse(stream, media_type, parser_context)
        except RecursionError as error:
            raise exceptions.ParseError from error
