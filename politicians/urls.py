"""Addresses of politicians."""

from django.urls import path, re_path

from politicians import views

app_name = "politicians"

urlpatterns = [
    path("politicians/", views.politician_list, name="politician-list"),
    path("politicians/picker/", views.politician_picker, name="politician-picker"),
    path("politicians/places/", views.place_list, name="place-list"),
    re_path(r"^politicians/places/(?P<public_id>RG[0-9]{6,12})/$", views.place_detail, name="place-detail"),
    re_path(r"^politicians/(?P<public_id>PL[0-9]{6,12})/qr\.svg$", views.politician_qr, name="politician-qr"),
    path("signup/politician/", views.signup, name="signup"),
    path("signup/politician/done/", views.signup_done, name="signup-done"),
    path("me/application/", views.application_detail, name="application-detail"),
    path("me/card/", views.card_edit, name="card-edit"),
]
