"""What stands at /api itself."""

from django.urls import path

from polibat.api.docs import docs
from polibat.api.root import RootView
from polibat.api.written import SchemaView

urlpatterns = [
    path("api", RootView.as_view(), name="root"),
    path("api/docs", docs, name="docs"),
    path("api/schema", SchemaView.as_view(), name="schema"),
]
