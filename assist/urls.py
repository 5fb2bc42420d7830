"""Addresses of summaries and topics."""

from django.urls import path

from assist import views

app_name = "assist"

urlpatterns = [
    path("politicians/topics/", views.topic_list, name="topic-list"),
    path("summaries/<post:public_id>/complain/", views.summary_complain, name="summary-complain"),
]
