"""Addresses of pictures on their way in."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from pictures import views

app_name = "pictures"


class TokenConverter(StringConverter):
    """The name that a picture on its way in was given."""

    regex = r"[A-Za-z0-9_-]{1,32}"


register_converter(TokenConverter, "token")

urlpatterns = [
    path("images/", views.image_create, name="image-create"),
    path("images/uploads/", views.image_offer, name="image-offer"),
    path("images/uploads/<token:token>/", views.image_take, name="image-take"),
]
