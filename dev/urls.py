"""Addresses of developers' pages."""

from django.urls import path

from dev import views

urlpatterns = [
    path("styleguide/", views.styleguide, name="styleguide"),
    path("dev/mail/", views.dev_mail, name="dev-mail"),
    path("dev/mail/templates/", views.mail_preview, name="mail-preview"),
    path("dev/mail/templates/<slug:kind>/", views.mail_preview, name="mail-preview-one"),
]
