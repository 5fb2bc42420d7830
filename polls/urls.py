"""Addresses of polls."""

from django.urls import path

from polls import views

app_name = "polls"

urlpatterns = [
    path("polls/", views.poll_list, name="poll-list"),
    path("polls/<post:public_id>/", views.poll_detail, name="poll-detail"),
    path("polls/<post:public_id>/vote/", views.poll_vote, name="poll-vote"),
    path("polls/<post:public_id>/results/", views.poll_results, name="poll-results"),
]
