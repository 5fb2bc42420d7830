"""Addresses of politicians."""

app_name = "politicians"

urlpatterns = []
