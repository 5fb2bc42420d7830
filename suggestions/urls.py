"""Addresses of suggestions and notices."""

from django.urls import path

from suggestions import views

app_name = "suggestions"

urlpatterns = [
    path("notices/", views.notice_list, name="notice-list"),
    path("notices/<post:public_id>/", views.notice_detail, name="notice-detail"),
    path("suggestions/", views.suggestion_list, name="suggestion-list"),
    path("suggestions/write/", views.suggestion_create, name="suggestion-create"),
    path("suggestions/<post:public_id>/", views.suggestion_detail, name="suggestion-detail"),
    path("suggestions/<post:public_id>/edit/", views.suggestion_edit, name="suggestion-edit"),
    path("suggestions/<post:public_id>/delete/", views.suggestion_delete, name="suggestion-delete"),
]
