"""The staff's site at /admin/: signed into like any page, with what waits for staff on its first page."""

from dataclasses import dataclass
from typing import cast
from urllib.parse import quote

from django.contrib import admin
from django.contrib.admin import AdminSite
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.models.base import ModelBase
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

# The menu in its order and words (spec L1): a heading, and the models below it. What is not named follows by its
# app, under its own name.
MENU = {
    "회원관리": {
        "accounts.Member": "전체회원관리",
        "politicians.Speaker": "정치인관리",
        "politicians.Application": "가입 신청",
        "accounts.StatusChange": "회원상태 변경이력",
    },
    "이력": {"boards.Reaction": "좋아요/싫어요 이력", "polls.Ballot": "투표 이력"},
    "콘텐츠": {
        "boards.Post": "게시글 관리",
        "boards.Comment": "댓글 관리",
        "moderation.Report": "신고이력",
        "moderation.Objection": "이의신청",
        "moderation.ReviewFlag": "확인할 글",
        "moderation.AbuseFlag": "이상 징후",
        "moderation.Decision": "조치 이력",
    },
    "운영": {
        "polls.Poll": "투표관리",
        "suggestions.Suggestion": "불편/제안 접수 관리",
        "suggestions.Notice": "공지사항 관리",
        "displays.Popup": "팝업 관리",
        "displays.Banner": "배너 관리",
    },
    "서비스 정책관리": {
        "policies.PolicyTemplate": "서비스정책 템플릿 관리",
        "policies.PolicyVersion": "서비스정책 관리",
    },
    "정치인 명부": {
        "politicians.Politician": "정치인",
        "politicians.Party": "정당",
        "politicians.Region": "지역",
    },
    "신고 기준": {"moderation.WatchWord": "낱말 목록", "moderation.RightChange": "신고 권한 이력"},
    "AI": {
        "assist.Briefing": "하루 브리핑 초안",
        "assist.Summary": "AI 요약",
        "assist.SentimentGauge": "AI 온도계",
        "assist.AiRequest": "AI 요청",
        "assist.AiDay": "AI 하루 사용량",
    },
    "알림과 메일": {
        "notifications.Delivery": "메일",
        "notifications.Suppression": "메일 수신 중지",
        "notifications.Notification": "알림",
    },
    "기록": {
        "accounts.EmailAccess": "이메일 열람 이력",
        "accounts.StaffRead": "회원정보 열람 이력",
        "politicians.DocumentAccess": "가입 신청 서류 열람 이력",
        "accounts.DataExport": "내 정보 내려받기",
        "pictures.Image": "이미지",
        "polibat.TroubledJob": "문제가 있는 작업",
        "admin.LogEntry": "작업 기록",
    },
}
# What stands before each heading, of the sprite `static/icons.svg`.
ICONS = {
    "회원관리": "users",
    "이력": "clock",
    "콘텐츠": "file-lines",
    "운영": "gear",
    "서비스 정책관리": "lock",
    "정치인 명부": "landmark",
    "신고 기준": "flag",
    "AI": "comment-dots",
    "알림과 메일": "envelope",
    "기록": "folder",
}


@dataclass(frozen=True)
class Task:
    """Something that waits for staff: words, how many, and the list that shows them."""

    label: str
    count: int
    url: str
    is_urgent: bool = False


class StaffSite(AdminSite):
    """Django's admin in the site's words; who may do what is asked from the rules by `polibat.staff.admin`."""

    site_header = "정치방망이 운영"
    site_title = "정치방망이 운영"
    index_title = "오늘 할 일"
    empty_value_display = "-"
    # Levels are fixed by the rules, raw groups would only loosen them; the jobs' pages break our policy with styles.
    left_out = frozenset({"auth.Group", "procrastinate.ProcrastinateJob"})

    def __init__(self, *args, **kwargs):
        """Begin without menus: each is made when it is first looked at, and depends on levels alone."""
        super().__init__(*args, **kwargs)
        self._menus, self._shown_menus = {}, {}

    def register(self, model_or_iterable, admin_class=None, **options):
        """Register as Django does, except what others bring along and `left_out` names."""
        given = [model_or_iterable] if isinstance(model_or_iterable, ModelBase) else model_or_iterable
        kept = [model for model in given if model._meta.label not in self.left_out]
        super().register(kept, admin_class, **options)

    def get_app_list(self, request, app_label=None):
        """The menu in the order of MENU; the page of one app stays as it is."""
        if app_label is not None:
            return super().get_app_list(request, app_label)
        key = _levels_of(request)
        if key not in self._menus:
            self._menus[key] = self._menu(super().get_app_list(request))
        return self._menus[key]

    def show_menu(self, request):
        """The menu beside a page as markup, rendered once a process for each set of levels and place in it."""
        apps, path = self.get_app_list(request), quote(request.path)
        places = (place for app in apps for place in (app["app_url"], *(row["admin_url"] for row in app["models"])))
        key = (*_levels_of(request), *(place for place in places if place and place in path))
        if key not in self._shown_menus:
            context = {"app_list": apps, "request": request, "show_changelinks": False}
            self._shown_menus[key] = render_to_string("admin/app_list.html", context)
        return self._shown_menus[key]

    def _menu(self, apps):
        found = {entry["model"]._meta.label: (app, entry) for app in apps for entry in app["models"]}
        groups = []
        for heading, words in MENU.items():
            entries = [(found.pop(label), name) for label, name in words.items() if label in found]
            if entries:
                models = [{**entry, "name": name} for (_, entry), name in entries]
                groups.append({**entries[0][0][0], "name": heading, "icon": ICONS[heading], "models": models})
        left = [{**app, "models": [row for row in app["models"] if row["model"]._meta.label in found]} for app in apps]
        return groups + [app for app in left if app["models"]]

    def index(self, request, extra_context=None):
        """The first page, headed by the tasks of every admin that has some."""
        admins = [self._registry[model] for model in self._registry]
        tasks = [task for model_admin in admins for task in self._tasks_of(model_admin, request)]
        tasks.sort(key=lambda task: (not task.is_urgent, not task.count))
        return super().index(request, {"tasks": tasks, **(extra_context or {})})

    def _tasks_of(self, model_admin, request):
        tasks = getattr(model_admin, "tasks", None)
        return tasks(request) if tasks and model_admin.has_view_permission(request) else []

    @method_decorator(never_cache)
    def login(self, request, extra_context=None):
        """Lead to the site's one log-in page, with its limits; a member who is no staff is told so."""
        if request.user.is_authenticated and not self.has_permission(request):
            raise PermissionDenied("운영자만 볼 수 있는 페이지입니다.")
        target = request.GET.get("next", reverse("admin:index"))
        if request.user.is_authenticated:
            return redirect("admin:index")
        return redirect_to_login(target)

    def password_change(self, request, extra_context=None):
        """The site's own page, which ends the other sessions."""
        return redirect("accounts:password-change")


def staff_site() -> StaffSite:
    """The site that `admin.site` is here (`polibat.staff.config`)."""
    return cast("StaffSite", admin.site)


def _levels_of(request):
    """Return the member's levels, which decide what the menu shows (spec M5)."""
    return request.user.is_superuser, request.user.levels
