"""What search engines read: robots.txt, and a sitemap in files that stay small whatever the site holds."""

from datetime import timedelta

from django.conf import settings
from django.db import connection
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from boards.models import Board, BoardCounter, Post
from polibat.web.canonical import site_url
from politicians.models import Politician, Region

# A file of posts covers so many ids: at most this many addresses of some hundred bytes each.
IDS_A_FILE = 8 * BoardCounter.BLOCK
POLITICIANS_A_FILE = 5_000
# There are some hundreds.
PLACES = 5_000
SECURITY_HOLDS = timedelta(days=180)
FILES_OF_POSTS = """
    SELECT board, block / %s FROM boards_boardcounter WHERE listed > 0 GROUP BY 1, 2 ORDER BY 1, 2
"""
FIXED = (
    *("pages:home", "politicians:politician-list", "politicians:place-list", "policies:terms", "policies:privacy"),
    *("policies:policy-list", "moderation:moderation-log"),
)
CLOSED = (
    "/admin/",
    "/api/",
    "/me/",
    "/dev/",
    "/reports/",
    "/objections/",
    "/search/",
    "/*/write/",
    "/*/edit/",
    "/*/delete/",
)

in_public = cache_control(public=True, max_age=600, s_maxage=600)


@require_safe
@in_public
def robots(request):
    """Everything public may be read; pages of one member and forms are of no use to anybody else.

    Who gathers texts for training models is asked to stay out: people wrote to their politicians.
    """
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in CLOSED), "Allow: /", ""]
    if settings.AI_CRAWLERS_KEPT_OUT:
        lines += [*(f"User-agent: {name}" for name in settings.AI_CRAWLERS_KEPT_OUT), "Disallow: /", ""]
    lines.append(f"Sitemap: {site_url(request)}{reverse('pages:sitemap')}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
@in_public
def security(request):
    """Whom to tell of a hole (RFC 9116); what is read today holds for half a year."""
    expires = (timezone.now() + SECURITY_HOLDS).strftime("%Y-%m-%dT00:00:00Z")
    address = f"{site_url(request)}{reverse('pages:security')}"
    lines = ["Contact: mailto:hello@polibat.com", f"Expires: {expires}", "Preferred-Languages: ko, en"]
    return HttpResponse("\n".join([*lines, f"Canonical: {address}", ""]), content_type="text/plain; charset=utf-8")


@require_safe
@in_public
def web_manifest(request):
    """How the site looks on the home screen of a phone."""
    icons = [(192, "any"), (512, "any"), (512, "maskable")]
    manifest = {
        "name": "정치방망이",
        "short_name": "정치방망이",
        "description": "쉽고 빠르게, 정치와 소통하다!",
        "lang": "ko",
        "start_url": "/",
        "scope": "/",
        "display": "minimal-ui",
        "background_color": "#ffffff",
        "theme_color": "#ffffff",
        "icons": [
            {
                "src": static(f"icon-{size}{'-maskable' if purpose == 'maskable' else ''}.png"),
                "sizes": f"{size}x{size}",
                "type": "image/png",
                "purpose": purpose,
            }
            for size, purpose in icons
        ],
    }
    return JsonResponse(manifest, content_type="application/manifest+json")


@require_safe
@in_public
def sitemap(request):
    """The index of the files, from the kept totals: one narrow statement however many posts there are."""
    with connection.cursor() as cursor:
        cursor.execute(FILES_OF_POSTS, [IDS_A_FILE // BoardCounter.BLOCK])
        files = [(Board(board).slug, number) for board, number in cursor.fetchall()]
    last = Politician.objects.order_by("-pk").values_list("pk", flat=True).first()
    files += [("politicians", number) for number in range(-(-(last + 1) // POLITICIANS_A_FILE) if last else 0)]
    site = site_url(request)
    addresses = [f"{site}{reverse('pages:sitemap-file', args=file)}" for file in [("pages", 0), *files]]
    return _xml(request, "pages/sitemap.xml", addresses=addresses)


@require_safe
@in_public
def sitemap_file(request, section, number):
    """One file: the fixed pages, or a range of ids of politicians or of one board's posts; Http404 for an empty one."""
    number = int(number)
    if section == "pages":
        rows = _fixed() if number == 0 else []
    elif section == "politicians":
        rows = _politicians(number)
    else:
        rows = _posts(Board.from_slug(section), number)
    pages = [(f"{site_url(request)}{address}", changed) for address, changed in rows]
    if not pages and not _is_counted(section, number):
        raise Http404
    return _xml(request, "pages/sitemap_file.xml", pages=pages)


def _fixed():
    boards = [f"/{board.slug}/" for board in Board]
    places = [region.get_absolute_url() for region in Region.objects.order_by("pk")[:PLACES]]
    return [(address, None) for address in [*(reverse(name) for name in FIXED), *boards, *places]]


def _politicians(number):
    first = number * POLITICIANS_A_FILE
    found = Politician.objects.filter(pk__gte=first, pk__lt=first + POLITICIANS_A_FILE).order_by("pk")
    return [(politician.get_absolute_url(), None) for politician in found.only("public_id")]


def _posts(board, number):
    first = number * IDS_A_FILE
    posts = Post.objects.listed().on(board).filter(pk__gte=first, pk__lt=first + IDS_A_FILE).order_by("pk")
    shown = posts.only("public_id", "board", "published_at", "edited_at")
    return [(post.get_absolute_url(), post.edited_at or post.published_at) for post in shown]


def _is_counted(section, number):
    """Whether the index names this file: a stretch may hold nothing but private suggestions."""
    if section not in {board.slug for board in Board}:
        return False
    blocks = IDS_A_FILE // BoardCounter.BLOCK
    counted = BoardCounter.objects.filter(board=Board.from_slug(section), listed__gt=0, block__gte=number * blocks)
    return counted.filter(block__lt=(number + 1) * blocks).exists()


def _xml(request, template, **context):
    return render(request, template, context, content_type="application/xml; charset=utf-8")
