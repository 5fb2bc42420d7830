"""What the cells of the back office's lists are made of: numbers that lead to their rows, titles of a bounded width."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import format_html, format_html_join


def count_link(number, name, **filters):
    """`number` with a link to the rows it counts, in the list of the model `name`; 0 leads nowhere."""
    if not number:
        return "0"
    url = f"{reverse(f'admin:{name}_changelist')}?{urlencode(filters)}"
    return format_html('<a href="{}">{}</a>', url, f"{number:,}")


def short(text):
    """`text` on one line as wide as a list has room for, the whole of it where one points at it."""
    return format_html('<span class="short" title="{}">{}</span>', text, text)


def labelled_link(label, number, name, **filters):
    """`label: number`, the number leading to the rows it counts in the list of the model `name`."""
    return format_html("{}: {}", label, count_link(number, name, **filters))


def lines(*rows):
    """Rows below each other."""
    return format_html_join("", '<div class="line">{}</div>', ((row,) for row in rows))
