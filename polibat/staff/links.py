"""What the cells of the back office's lists are made of: numbers that lead to their rows, titles of a bounded width."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import format_html


def count_link(number, name, **filters):
    """`number` with a link to the rows it counts, in the list of the model `name`; 0 leads nowhere."""
    if not number:
        return "0"
    url = f"{reverse(f'admin:{name}_changelist')}?{urlencode(filters)}"
    return format_html('<a href="{}">{}</a>', url, f"{number:,}")


def short(text):
    """`text` on one line as wide as a list has room for, the whole of it where one points at it."""
    return format_html('<span class="short" title="{}">{}</span>', text, text)
