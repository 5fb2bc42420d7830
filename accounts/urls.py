"""Addresses of accounts."""

from django.urls import path

from accounts.views import agreement, data_export, find_account, login, nickname, settings, signup, two_factor

app_name = "accounts"

urlpatterns = [
    path("me/data/", data_export.data_export, name="data-export"),
    path("me/data/download/", data_export.data_download, name="data-download"),
    path("login/", login.login, name="login"),
    path("login/two-factor/", two_factor.two_factor_step, name="two-factor"),
    path("logout/", login.logout, name="logout"),
    path("signup/", signup.signup, name="signup"),
    path("signup/nickname/", nickname.nickname_check, name="nickname-check"),
    path("agree/", agreement.agree, name="agree"),
    path("find-account/", find_account.find_account, name="find-account"),
    path("me/settings/", settings.settings, name="settings"),
    path("me/address/", settings.own_address, name="own-address"),
    path("me/nickname/", settings.nickname_change, name="nickname-change"),
    path("me/password/", settings.password_change, name="password-change"),
    path("me/two-factor/", two_factor.two_factor_setup, name="two-factor-setup"),
    path("me/two-factor/codes/", two_factor.recovery_codes, name="recovery-codes"),
    path("me/email-accesses/", settings.email_access_list, name="email-access-list"),
]
