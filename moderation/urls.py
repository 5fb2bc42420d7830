"""Addresses of moderation."""

from django.urls import path, register_converter

from moderation import views

app_name = "moderation"


class TextIdConverter:
    """The public id of a post or comment; anything else is no address of ours."""

    regex = r"[A-Z]{2}[0-9]{6,12}(?:-CM[0-9]{4,9})?"

    def to_python(self, value):
        """The id as it stands."""
        return value

    def to_url(self, value):
        """The id as it stands."""
        return value


register_converter(TextIdConverter, "text_id")

urlpatterns = [
    path("reports/<text_id:public_id>/", views.report_create, name="report-create"),
    path("objections/<text_id:public_id>/", views.objection_create, name="objection-create"),
    path("moderation-log/", views.moderation_log, name="moderation-log"),
]
