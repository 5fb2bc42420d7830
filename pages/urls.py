"""Addresses of pages."""

from django.urls import path, re_path

from pages import crawlers, legacy, politicians, search, views

app_name = "pages"

urlpatterns = [
    path("", views.home, name="home"),
    path("search/", search.search, name="search"),
    path("me/withdraw/", views.withdrawal, name="withdraw"),
    re_path(r"^politicians/(?P<public_id>PL[0-9]{6,12})/$", politicians.politician_detail, name="politician-detail"),
    path("robots.txt", crawlers.robots, name="robots"),
    path("site.webmanifest", crawlers.web_manifest, name="web-manifest"),
    path("sitemap.xml", crawlers.sitemap, name="sitemap"),
    re_path(
        r"^sitemaps/(?P<section>pages|politicians|free|voice|polls|notices|suggestions)-(?P<number>[0-9]{1,9})\.xml$",
        crawlers.sitemap_file,
        name="sitemap-file",
    ),
    re_path(r"^(?P<page>[a-z_0-9]{1,20})\.html$", legacy.old_page, name="old-page"),
    re_path(r"^board(?:/[0-9]{1,9})?/?$", legacy.old_page, {"page": "board"}, name="old-board"),
]
