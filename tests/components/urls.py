"""The addresses that the frame of a page points to, without the apps behind them."""

from django.http import HttpResponse
from django.urls import include, path


def _nothing(request, **kwargs):
    return HttpResponse()


def _app(name, **addresses):
    return include(([path(route, _nothing, name=view.replace("_", "-")) for view, route in addresses.items()], name))


urlpatterns = [
    path("", _app("pages", home="", me="me/", search="search/")),
    path("", _app("api", docs="api/docs")),
    path("", _app("moderation", moderation_log="moderation-log/")),
    path("", _app("politicians", politician_list="politicians/")),
    path("", _app("policies", terms="terms/", privacy="privacy/", policy_list="policies/")),
    path(
        "", _app("notifications", notification_list="me/notifications/", notification_count="me/notifications/count/")
    ),
    path(
        "",
        _app(
            "accounts",
            login="login/",
            signup="signup/",
            find_account="find-account/",
            logout="logout/",
            settings="me/",
            agree="agree/",
        ),
    ),
    path("", _app("polls", poll_list="polls/")),
    path("", _app("suggestions", notice_list="notices/", suggestion_list="suggestions/")),
    path("", _app("boards", post_list="<board>/")),
]
