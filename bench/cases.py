"""What is asked of the site, by whom, and what it may cost."""

import base64
import json
import random
import time
import uuid
from dataclasses import dataclass
from importlib import import_module
from itertools import cycle
from urllib.parse import quote, urlencode

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.utils import timezone
from django.utils.crypto import get_random_string

from accounts.models import Member
from accounts.services.tokens import open_api_session
from bench.load import Request
from bench.polls import ballots, open_poll
from boards.models import Board, Post

BACKEND = "accounts.services.backends.EmailBackend"
MEMBERS = 600
HOT_POSTS = 40
RECENT_POSTS = 4000
DEEP_PAGE = 5000
WORDS = ("버스", "도서", "시장", "주차", "병원", "놀이")
CSRF_LENGTH = 32
TOKEN_SECONDS = 600
EXPORTED = 10_000
HTMX = {"HX-Request": "true"}
THIRTY_DAYS = "/admin/dashboard/?tab=posts&posts-span=day&posts-type=variation"
API_DAY = "/api/admin/dashboard/posts?period=day"
API_THIRTY_DAYS = "/api/admin/dashboard/posts/series?period=day&type=variation"
DEEP_ROW = 9_000


@dataclass(frozen=True)
class Case:
    """One kind of request; `old` is the CPU of the old API (API + PostgreSQL, ms), `aim` what the issue asks."""

    key: str
    name: str
    requests: object
    old: str = ""
    aim: str = ""
    is_write: bool = False


def cases(posts):
    """Every case for a database of `posts` posts, each with an endless iterator of requests."""
    rng = random.Random(1)
    free = list(Post.objects.listed().on(Board.FREE).order_by("-pk").values_list("public_id", "author")[:RECENT_POSTS])
    hot = [Request("GET", f"/free/{public_id}/") for public_id, _ in rng.sample(free, min(HOT_POSTS, len(free)))]
    comments = [Request("GET", request.path, {**HTMX, "HX-Target": "section#comments"}) for request in hot]
    search = [Request("GET", f"/free/?q={quote(word)}") for word in WORDS]
    deep = min(DEEP_PAGE, posts // 20)
    members, poll = _signed_in(rng), open_poll()[0].get_absolute_url()
    return [
        Case("list", "목록 1쪽", cycle([Request("GET", "/free/")]), "2.3 + 13.6", "≤ 5 ms, 캐시 ≥ 60 %"),
        Case("deep", f"목록 {deep:,}쪽", cycle([Request("GET", f"/free/?page={deep}")]), "4.1 + 119.6", "≤ 1.3 × 1쪽"),
        Case("search", "검색(두 글자)", cycle(search), "PG 2,000–3,900", "≤ 2 × 목록"),
        Case("detail", "글 보기", cycle(hot), "1.2 + 0.7", "≤ 5 ms"),
        Case("comments", "댓글 목록", cycle(comments), "4.5 + 1.3", "≤ 5 ms"),
        Case("comment", "댓글 쓰기", _comments(free, members, rng), "6.3 + 63.8", "≤ 8 ms", is_write=True),
        Case("reaction", "좋아요", _reactions(free, members, rng), "2.9 + 1.8", "≤ 8 ms", is_write=True),
        Case("home", "첫 화면", cycle([Request("GET", "/")])),
        *_signed_in_cases(members, hot, poll),
        Case("polls", "투표 목록", cycle([Request("GET", "/polls/")]), "", "≤ 5 ms"),
        Case("poll", "투표 보기", cycle([Request("GET", poll)]), "", "≤ 5 ms"),
        Case("dashboard", "대시보드(일간)", cycle([_staff("/admin/dashboard/")]), "16.5 + 74.2", "≤ 8 ms"),
        Case("series", "대시보드 30일 추이", cycle([_staff(THIRTY_DAYS)]), "600 + 3,000", "≤ 20 ms"),
        Case("api-dashboard", "관리 API 대시보드(일간)", _by_token(API_DAY), "", "≤ 8 ms"),
        Case("api-series", "관리 API 30일 추이", _by_token(API_THIRTY_DAYS), "", "≤ 20 ms"),
        Case("staff-posts", "관리 API 게시글 목록", _by_token("/api/admin/posts"), "6.3 + 226.7", "≤ 8 ms"),
        Case("staff-members", "관리 API 회원 목록", _by_token("/api/admin/members"), "3.1 + 47.3", "≤ 8 ms"),
        Case("staff-filter", "관리 API 게시글, 숨김만", _by_token("/api/admin/posts?status=HIDDEN"), "", "≤ 8 ms"),
        Case("staff-cursor", "관리 API 게시글, 깊은 cursor", _by_token(_deep_cursor(posts)), "", "≤ 8 ms"),
        Case("staff-export", "관리 API 내보내기(10,000행)", _by_token(f"/api/admin/posts/export?from={_first_day()}")),
        Case("ballot", "투표하기", ballots(members, post_request, rng), "", "≤ 8 ms", is_write=True),
    ]


def _by_token(path):
    """Requests to the API as an admin asks it; a token lasts a quarter of an hour."""
    member = Member.objects.with_email("admin@example.com").get()
    headers, until = {}, 0.0
    while True:
        if until < time.monotonic():
            headers = {"Authorization": f"Bearer {open_api_session(member).access}"}
            until = time.monotonic() + TOKEN_SECONDS
        yield Request("GET", path, headers)


def _deep_cursor(posts):
    """The list of posts behind the 9,000th (of fewer posts: behind half of them)."""
    found = Post.objects.filter(board__in=["FREE", "POLITICIAN", "VOTE"]).order_by("-published_at", "-pk")
    moment, key = found.values_list("published_at", "pk")[min(DEEP_ROW, posts // 2)]
    values = json.dumps([moment.isoformat(), key]).encode()
    return f"/api/admin/posts?cursor={base64.urlsafe_b64encode(values).decode().rstrip('=')}"


def _first_day():
    """The day since which about 10,000 posts were written."""
    posts = Post.objects.filter(board__in=["FREE", "POLITICIAN", "VOTE"]).order_by("-published_at", "-pk")
    moment = posts.values_list("published_at", flat=True)[EXPORTED : EXPORTED + 1].first()
    return timezone.localdate(moment) if moment else timezone.localdate()


def _signed_in(rng):
    """Keys, headers and CSRF tokens of members who are signed in; many, so that nobody reaches a limit."""
    members = Member.objects.in_good_standing().filter(kind=Member.Kind.NORMAL).order_by("pk")[:MEMBERS]
    found = [_sign_in(member) for member in members]
    rng.shuffle(found)
    return found


def _sign_in(member):
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(member.pk), BACKEND
    session[HASH_SESSION_KEY] = member.get_session_auth_hash()
    session.save()
    token = get_random_string(CSRF_LENGTH)
    cookies = f"{settings.SESSION_COOKIE_NAME}={session.session_key}; {settings.CSRF_COOKIE_NAME}={token}"
    return member.pk, {**HTMX, "Cookie": cookies}, token


def _staff(path):
    """A page of the back office, as a moderator opens it."""
    _, headers, _ = _sign_in(Member.objects.with_email("moderator@example.com").get())
    return Request("GET", path, {"Cookie": headers["Cookie"]})


def _signed_in_cases(members, hot, poll):
    """The pages that are made for one member each: nothing of them is kept whole."""
    posts = [request.path for request in hot]
    asked = {
        ("member-list", "목록 1쪽, 로그인"): ["/free/"],
        ("member-voice", "정치인게시판 1쪽, 로그인"): ["/voice/"],
        ("member-detail", "글 보기, 로그인"): posts,
        ("member-home", "첫 화면, 로그인"): ["/"],
        ("member-polls", "투표 목록, 로그인"): ["/polls/"],
        ("member-poll", "투표 보기, 로그인"): [poll],
        ("me", "마이페이지(작성한 글)"): ["/me/posts/"],
        ("me-comments", "마이페이지(작성한 댓글)"): ["/me/comments/"],
        ("me-home", "마이페이지 첫 화면"): ["/me/"],
        ("bell-list", "알림 목록"): ["/me/notifications/"],
        ("bell", "알림 종(읽지 않은 수)"): ["/me/notifications/count/"],
    }
    return [Case(*names, cycle(_as_members(paths, members))) for names, paths in asked.items()]


def _as_members(paths, members):
    """Each member opens one of `paths`, in turns."""
    return [
        Request("GET", path, {"Cookie": headers["Cookie"]})
        for path, (_, headers, _) in zip(cycle(paths), members, strict=False)
    ]


def post_request(path, member, **fields):
    """A form that a member sends, as htmx sends it."""
    _, headers, token = member
    return Request("POST", path, headers, urlencode({"csrfmiddlewaretoken": token, **fields}, doseq=True).encode())


def _comments(posts, members, rng):
    for member in cycle(members):
        text = f"저도 같은 생각입니다. 자세한 이야기는 다음에 더 나누면 좋겠습니다. {rng.random():.6f}"
        yield post_request(f"/free/{rng.choice(posts)[0]}/comments/", member, text=text, submission=uuid.uuid4())


def _reactions(posts, members, rng):
    for member in cycle(members):
        public_id, author = rng.choice(posts)
        # Nobody may react to their own post.
        if author != member[0]:
            yield post_request(f"/free/{public_id}/react/", member, value="LIKE")
