"""Messages that lead somewhere."""

from django.contrib import messages
from django.http import HttpRequest
from django.utils.html import format_html


def say_published(request: HttpRequest, words: str, address: str) -> None:
    """Say that what was sent is there, with the way to it: the page that follows is the list."""
    messages.success(request, format_html('{} <a href="{}">내 글 보기</a>', words, address))
