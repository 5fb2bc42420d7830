"""The pieces that pages are made of. Arguments are keyword-only, so a misspelt one fails when the template is parsed.

`/styleguide/` shows each of them with its usage.
"""

import functools
import re

from django import template
from django.conf import settings
from django.template import TemplateSyntaxError
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from polibat.cache.fragments import Fragment
from polibat.files.static import static_file
from polibat.text.badges import Badge
from polibat.text.particles import with_particle
from polibat.web.places import Place, what_is_needed, what_stands
from polibat.web.robots import noindex
from polibat.web.sign_in import sign_in_address

register = template.Library()

# Who speaks or is spoken to, by kind; what is said about a text comes with it, for `{% badges %}`.
BADGES = {
    badge.key: badge
    for badge in (
        Badge("admin", "운영자"),
        Badge("politician", "정치인"),
        Badge("politician-blue", "정치인"),
        Badge("assistant", "보좌진"),
        Badge("assistant-blue", "보좌진"),
        Badge("target", "", icon="bullhorn"),
    )
}
TONES = {"grey", "blue", "orange", "violet", "green", "yellow", "pink", "black"}
NOTICE_TONES = {"info", "success", "warning", "error"}
BUTTON_KINDS = {"primary", "outline", "grey", "blue", "danger", "link"}
BUTTON_SIZES = {"", "small", "large"}
THUMB_SIZES = {120, 100, 60, 40}
# Pages that a fresh log-in should not lead back to.
ACCOUNT_DOORS = {"accounts:login", "accounts:signup", "accounts:find-account", "politicians:signup"}
PAGE_WINDOW = 10
# Page numbers so near to the current one stay on phones.
NEAR = 2


def _one_of(what, value, known):
    if value not in known:
        raise TemplateSyntaxError(f"{what}: {value!r} is not one of {', '.join(sorted(map(str, known)))}")
    return value


@functools.cache
def icon_names():
    """Names of the icons in the sprite `static/icons.svg`."""
    sprite = static_file("icons.svg").read_text(encoding="utf-8")
    return frozenset(re.findall(r'<symbol id="([^"]+)"', sprite))


@register.simple_tag
def constant(name):
    """A piece of page that is the same for everybody and always, rendered once; under DEBUG each time."""
    return _rendered.__wrapped__(name) if settings.DEBUG else _rendered(name)


@functools.cache
def _rendered(name):
    return render_to_string(name)


def clear_rendered():
    """Render constants and icons anew: what they stand on has changed (names of static files in tests)."""
    _rendered.cache_clear()
    _icon.cache_clear()


@register.simple_tag
def address(view, *args, **kwargs):
    """`{% url %}` for what every page leads to, and pages that many look at: looked up once."""
    return _address(settings.ROOT_URLCONF, view, args, tuple(kwargs.items()))


@functools.lru_cache(maxsize=1000)
def _address(urlconf, view, args, kwargs):
    return reverse(view, urlconf, args=args, kwargs=dict(kwargs))


@register.simple_tag
def icon(name, *, label=""):
    """An icon of the sprite: decoration, unless `label` says in words what it means."""
    return _icon(name, label)


@functools.lru_cache(maxsize=500)
def _icon(name, label):
    _one_of("icon", name, icon_names())
    href = f"{static('icons.svg')}#{name}"
    if label:
        return format_html('<svg class="icon" role="img" aria-label="{}"><use href="{}"></use></svg>', label, href)
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}"></use></svg>', href)


@register.simple_block_tag
def button(
    content,
    *,
    kind="primary",
    size="",
    type="submit",  # noqa: A002 - named like the attribute
    icon="",
    wide=False,
    name="",
    value="",
    confirm="",
):
    """A button around its words. `confirm` asks that question before the form is sent."""
    return format_html(
        '<button class="button" type="{}" data-kind="{}"{}>{}{}</button>',
        type,
        _one_of("button kind", kind, BUTTON_KINDS),
        _button_attributes(size=size, wide=wide, name=name, value=value, **{"data-confirm": confirm}),
        _leading(icon),
        content,
    )


@register.simple_block_tag
def link_button(content, *, href, kind="primary", size="", icon="", wide=False):
    """A link that looks like a button."""
    return format_html(
        '<a class="button" href="{}" data-kind="{}"{}>{}{}</a>',
        href,
        _one_of("button kind", kind, BUTTON_KINDS),
        _button_attributes(size=size, wide=wide),
        _leading(icon),
        content,
    )


def _leading(name):
    return icon(name) if name else ""


def _button_attributes(*, size, wide, **others):
    others["data-size"] = _one_of("button size", size, BUTTON_SIZES)
    pairs = [format_html(' {}="{}"', name, value) for name, value in others.items() if value]
    return mark_safe("".join(pairs) + (" data-wide" if wide else ""))  # noqa: S308 - every pair is escaped above


@register.simple_tag
def badge(kind, *, label=""):
    """Who speaks or is spoken to. `politician` and `assistant` for lists, `…-blue` for details and comments."""
    _one_of("badge", kind, BADGES)
    words = label or BADGES[kind].label
    if not words:
        raise TemplateSyntaxError(f"badge {kind}: needs a label")
    return _drawn(BADGES[kind]._replace(label=words))


@register.simple_tag
def badges(shown):
    """What is said about a text (`Post.badges`), one badge beside the other; nothing for none."""
    return mark_safe("".join(map(_drawn, shown)))  # noqa: S308 - each is drawn


def _drawn(shown):
    if shown.tone:
        return pill(shown.label, tone=shown.tone)
    lead = _leading(shown.icon)
    return format_html('<span class="badge" data-kind="{}">{}{}</span>', shown.key, lead, shown.label)


@register.simple_tag
def pill(label, *, tone="grey"):
    """A pastel word: category, state."""
    return format_html('<span class="pill" data-tone="{}">{}</span>', _one_of("pill tone", tone, TONES), label)


@register.simple_tag
def comment_count(number):
    """The red `[7]` after a title; nothing for none."""
    if not number:
        return ""
    return format_html(
        '<span class="comment-count"><span class="visually-hidden">댓글 </span>[{}]'
        '<span class="visually-hidden">개</span></span>',
        number,
    )


@register.simple_tag
def thumb(src="", *, size=120, alt="", lazy=True):
    """The square picture of a politician, or the mascot with a tie when there is none."""
    return format_html(
        '<img class="thumb" src="{}" alt="{}" width="{}" height="{}"{}{}>',
        src or static("art/thumb.svg"),
        alt,
        _one_of("thumb size", size, THUMB_SIZES),
        size,
        "" if size == 120 else format_html(' data-size="{}"', size),
        mark_safe(' loading="lazy" decoding="async"') if lazy else "",
    )


_post_card = Fragment(
    "components/post_card.html",
    slots="title url author date likes views excerpt comments thumb target",
)


@register.simple_tag
def post_card(
    *,
    title,
    url,
    author,
    date,
    likes,
    views,
    excerpt="",
    badge="",
    comments=0,
    has_image=False,
    with_thumb=False,
    thumb="",
    target="",
    badges=(),
):
    """A popular post. `date` is words; `badge` says who speaks, `badges` what is said about the post."""
    return _post_card(**locals())


@register.inclusion_tag("components/name_card.html")
def name_card(
    *,
    name,
    url="",
    title="",
    party="",
    photo="",
    email="",
    homepage="",
    youtube="",
    youtube_name="",
    bank_account="",
    motto="",
):
    """The name card of a politician; what is empty is left out."""
    return dict(locals())


_search_box = Fragment("components/search_box.html", slots="action q")


@register.simple_tag
def search_box(*, action, conditions, q="", condition="", target="", placeholder="검색...", label="검색"):
    """A GET form `?q=…&in=…`. `conditions` are (value, words), the first is the default and stays out of the address.

    With `target` (`#id` of the list in the answer) the list is replaced while typing; the answer may be the whole page.
    """
    conditions = tuple((str(value), words) for value, words in conditions)
    default = conditions[0][0]
    chosen = condition if condition in dict(conditions) else default
    return _search_box(
        action=action,
        conditions=conditions,
        q=q,
        chosen=chosen,
        chosen_words=dict(conditions)[chosen],
        default=default,
        target=target,
        placeholder=placeholder,
        label=label,
    )


def page_window(number, pages, *, width=PAGE_WINDOW):
    """Page numbers to show: `width` around `number`, the first and the last; None where some are left out."""
    start = max(1, min(number - width // 2 + 1, pages - width + 1))
    numbers = list(range(start, min(pages, start + width - 1) + 1))
    if numbers[0] > 1:
        numbers = [1, *([None] if numbers[0] > 2 else []), *numbers]
    if numbers[-1] < pages:
        numbers = [*numbers, *([None] if numbers[-1] < pages - 1 else []), pages]
    return numbers


_page_link = Fragment("components/_page_link.html", slots="url number")


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(context, *, number, pages, parameter="page", label="페이지"):
    """Numbered links that keep the rest of the address; nothing for a single page."""
    if pages <= 1:
        return {"links": []}
    request = context["request"]
    kept = ""
    if request.GET.keys() - {parameter}:
        query = request.GET.copy()
        query.pop(parameter, None)
        kept = query.urlencode()
    links = []
    for page in page_window(number, pages):
        asked = "&".join(filter(None, (kept, f"{parameter}={page}" if page and page > 1 else "")))
        links.append(
            _page_link(
                url=f"?{asked}" if asked else request.path,
                number=page,
                current=page == number,
                far=page is not None and abs(page - number) > NEAR and page not in {1, pages},
            )
        )
    return {"links": links, "label": label}


@register.inclusion_tag("components/field.html")
def field(bound, *, label="", help="", optional=False):  # noqa: A002 - said in templates
    """One form field: label, input, help, errors, linked for screen readers. Placeholder and type are the form's."""
    return _field(bound, label=label, help=help, optional=optional)


@register.simple_block_tag(takes_context=True)
def field_with(context, content, bound, *, label="", help="", optional=False):  # noqa: A002 - said in templates
    """A field with something beside its input, e.g. a button."""
    parts = {**_field(bound, label=label, help=help, optional=optional), "beside": content}
    return context.template.engine.get_template("components/field.html").render(context.new(parts))


def _field(bound, *, label, help, optional):  # noqa: A002 - said in templates
    if help:
        bound.help_text = help
    widget = bound.field.widget
    return {
        "field": bound,
        "label": label or bound.label,
        "optional": optional,
        "is_check": getattr(widget, "input_type", "") == "checkbox" and not widget.use_fieldset,
    }


@register.simple_block_tag
def notice(content, *, tone="info"):
    """A box above a form or a list: what went well or wrong, what to know."""
    role = "alert" if _one_of("notice tone", tone, NOTICE_TONES) == "error" else "status"
    return format_html('<div class="notice" data-tone="{}" role="{}">{}</div>', tone, role, content)


register.simple_tag(noindex)


@register.simple_tag(takes_context=True)
def place(context, name):
    """A place that apps further up fill (`polibat.web.places`)."""
    return what_stands(Place(name), context)


@register.simple_tag(takes_context=True)
def place_files(context, *names):
    """Styles and scripts of what stands at these places, for the head."""
    return what_is_needed([Place(name) for name in names], context)


@register.inclusion_tag("components/empty_state.html")
def empty_state(*, title, text="", href="", action=""):
    """What a list says when there is nothing to show, with a way on."""
    return dict(locals())


@register.simple_tag(takes_context=True)
def login_url(context, *, to=""):
    """Address of the log-in page that leads back to this one, there to what has the id `to`."""
    request = context.get("request")
    if request is None:
        return sign_in_address("")
    match = request.resolver_match
    is_door = match and match.view_name in ACCOUNT_DOORS
    anchor = f"#{to}" if to else ""
    return sign_in_address(request.GET.get("next", "") if is_door else f"{request.get_full_path()}{anchor}")


@register.inclusion_tag("components/login_prompt.html", takes_context=True)
def login_prompt(context, *, text="", to=""):
    """The box that stands where only members can do something; `to` is the id of what they do it with."""
    return {"text": text, "url": login_url(context, to=to)}


@register.filter
def towards(word):
    """A word with 으로 or 로, as it sounds."""
    return with_particle(str(word), "으로/로")


@register.simple_block_tag
def menu(content, *, label="더보기"):
    """A ⋮ menu; inside go `<a>` and `<form><button>`."""
    return format_html(
        '<details class="menu" data-menu><summary aria-label="{}">{}</summary>'
        '<div class="menu-items">{}</div></details>',
        label,
        icon("ellipsis-vertical"),
        content,
    )


@register.simple_block_tag
def dialog(content, *, id, title):  # noqa: A002 - named like the attribute
    """A dialog, opened by any `<a data-dialog="id" href="page that does the same">` or `<button data-dialog="id">`."""
    return format_html(
        '<dialog class="dialog" id="{0}" aria-labelledby="{0}-title"><h2 id="{0}-title">{1}</h2>{2}</dialog>',
        id,
        title,
        content,
    )


@register.inclusion_tag("components/tabs.html")
def tabs(*, items, current, label):
    """Links as tabs. `items` are (key, words, address)."""
    _one_of("tab", current, {key for key, _, _ in items})
    return {"items": items, "current": current, "label": label}


@register.inclusion_tag("components/steps.html")
def steps(*, current, total, label="진행 단계"):
    """Dots of a process: done, current (from 1), to come."""
    _one_of("step", current, set(range(1, total + 1)))
    states = ["done"] * (current - 1) + ["current"] + [""] * (total - current)
    return {"states": states, "current": current, "total": total, "label": label}


@register.simple_tag
def progress(value, *, label, maximum=100):
    """A bar that is `value` of `maximum` long."""
    return format_html(
        '<progress class="progress" value="{}" max="{}" aria-label="{}">{} / {}</progress>',
        value,
        maximum,
        label,
        value,
        maximum,
    )


@register.simple_tag(takes_context=True)
def nav_link(context, url, label):
    """A link of the navigation, marked while the visitor is in its section."""
    path = getattr(context.get("request"), "path", "")
    return _nav_link(url, label, "page" if path == url else "true" if path.startswith(url) else "")


@functools.lru_cache(maxsize=100)
def _nav_link(url, label, current):
    mark = format_html(' aria-current="{}"', current) if current else ""
    return format_html('<a href="{}"{}>{}</a>', url, mark, label)
