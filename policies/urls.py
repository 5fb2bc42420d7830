"""Addresses of policies."""

from django.urls import path, re_path

from policies import views
from policies.models import PolicyTemplate

app_name = "policies"

urlpatterns = [
    path("terms/", views.policy, {"slug": PolicyTemplate.Slug.TERMS}, name="terms"),
    path("privacy/", views.policy, {"slug": PolicyTemplate.Slug.PRIVACY}, name="privacy"),
    path("policies/", views.policy_list, name="policy-list"),
    re_path(r"^policies/(?P<public_id>TP[0-9]{4,9})/$", views.policy, name="policy"),
    re_path(r"^policies/(?P<public_id>TP[0-9]{4,9}-VN[0-9]{4,9})/text/$", views.download, name="download"),
]
