"""What search engines and link previews are told about a page."""

import json

from django import template
from django.conf import settings
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from polibat.web.canonical import canonical_address, site_url
from polibat.web.robots import noindex

register = template.Library()

# What could end the element or begin another one, as JSON writes it in a text.
ESCAPES = {ord(">"): "\\u003e", ord("<"): "\\u003c", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


@register.simple_tag(takes_context=True)
def canonical(context):
    """The link to the page's one address, or the wish not to be kept."""
    request = context.get("request")
    if request is None:
        return ""
    address = canonical_address(request)
    if not address:
        return noindex()
    return format_html(
        '<meta name="robots" content="index, follow">\n  <link rel="canonical" href="{0}">'
        '\n  <meta property="og:url" content="{0}">',
        address,
    )


@register.simple_tag(takes_context=True)
def absolute(context, path):
    """`path` with scheme and host, as link previews want it; itself where there is no request."""
    request = context.get("request")
    return f"{site_url(request)}{path}" if request else path


@register.simple_tag
def site_verification():
    """The marks by which search consoles know the owner of the site, where they are set."""
    marks = (
        ("naver-site-verification", settings.NAVER_SITE_VERIFICATION),
        ("google-site-verification", settings.GOOGLE_SITE_VERIFICATION),
    )
    return format_html_join("\n", '<meta name="{}" content="{}">', (pair for pair in marks if pair[1]))


@register.simple_tag
def json_ld(data):
    """Facts for search engines as JSON-LD; nothing for None. It is data, which no browser runs."""
    if not data:
        return ""
    text = json.dumps({"@context": "https://schema.org", **data}, ensure_ascii=False).translate(ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308 - escaped above


@register.simple_tag(takes_context=True)
def title_ends(context):
    """Which page of a list it is, beyond the first one."""
    number = getattr(context.get("page"), "number", None)
    return f" ({number}쪽)" if isinstance(number, int) and number > 1 else ""
