"""Addresses of pages."""

from django.urls import path, re_path

from pages import banners, crawlers, legacy, politicians, views

app_name = "pages"

urlpatterns = [
    path("", views.home, name="home"),
    path("me/withdraw/", views.withdrawal, name="withdraw"),
    re_path(r"^politicians/(?P<public_id>PL[0-9]{6,12})/$", politicians.politician_detail, name="politician-detail"),
    re_path(r"^banners/(?P<public_id>BN[0-9]{6,12})/$", banners.banner_click, name="banner-click"),
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
