"""Addresses of pages."""

from django.urls import path, re_path

from pages.views import crawlers, home, legacy, me, notification_settings, politicians, search

app_name = "pages"

urlpatterns = [
    path("", home.home, name="home"),
    path("me/", me.me, name="me"),
    path("me/posts/", me.me_posts, name="me-posts"),
    path("me/comments/", me.me_comments, name="me-comments"),
    path("me/votes/", me.me_votes, name="me-votes"),
    path("me/liked-posts/", me.me_liked_posts, name="me-liked-posts"),
    path("me/liked-comments/", me.me_liked_comments, name="me-liked-comments"),
    path("me/disliked-posts/", me.me_disliked_posts, name="me-disliked-posts"),
    path("me/disliked-comments/", me.me_disliked_comments, name="me-disliked-comments"),
    path("me/notification-settings/", notification_settings.notification_settings, name="notification-settings"),
    path("search/", search.search, name="search"),
    path("me/withdraw/", home.withdrawal, name="withdraw"),
    re_path(r"^politicians/(?P<public_id>PL[0-9]{6,12})/$", politicians.politician_detail, name="politician-detail"),
    path("robots.txt", crawlers.robots, name="robots"),
    path("site.webmanifest", crawlers.web_manifest, name="web-manifest"),
    path(".well-known/security.txt", crawlers.security, name="security"),
    path("sitemap.xml", crawlers.sitemap, name="sitemap"),
    re_path(
        r"^sitemaps/(?P<section>pages|politicians|free|voice|polls|notices|suggestions)-(?P<number>[0-9]{1,9})\.xml$",
        crawlers.sitemap_file,
        name="sitemap-file",
    ),
    re_path(r"^(?P<page>[a-z_0-9]{1,20})\.html$", legacy.old_page, name="old-page"),
    re_path(r"^board(?:/[0-9]{1,9})?/?$", legacy.old_page, {"page": "board"}, name="old-board"),
]
