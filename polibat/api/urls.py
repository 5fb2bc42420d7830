"""What stands at /api itself."""

from django.urls import path
from drf_spectacular.views import SpectacularJSONAPIView

from polibat.api.docs import docs
from polibat.api.root import root

urlpatterns = [
    path("api", root, name="root"),
    path("api/docs", docs, name="docs"),
    path("api/schema", SpectacularJSONAPIView.as_view(authentication_classes=[], permission_classes=[]), name="schema"),
]
