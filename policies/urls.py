"""Addresses of policies."""

from django.urls import path

from policies import views
from policies.models import PolicyTemplate

app_name = "policies"

urlpatterns = [
    path("terms/", views.policy, {"slug": PolicyTemplate.Slug.TERMS}, name="terms"),
    path("privacy/", views.policy, {"slug": PolicyTemplate.Slug.PRIVACY}, name="privacy"),
]
