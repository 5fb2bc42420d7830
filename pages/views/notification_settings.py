"""What a member wants to hear of: kinds of notifications and, for a politician's side, mail about being named."""

from django import forms
from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from notifications.forms import PreferenceForm
from notifications.models import NotificationPreference
from notifications.services.bounces import is_stopped
from polibat.web.forms import form_page, posted
from polibat.web.sign_in import members_only
from politicians.models import Application
from politicians.services import save_notification_settings

NAMED_MAIL = "politician_named"


class NotificationSettingsForm(PreferenceForm):
    """The kinds of notifications, and the mail for whoever speaks for a politician."""

    def __init__(self, *args, application=None, **kwargs):
        super().__init__(*args, **kwargs)
        if application:
            self.fields["wants_mail"] = forms.BooleanField(
                label="정치방망이 게시글 알림",
                required=False,
                initial=application.wants_mail and NAMED_MAIL not in self.preference.mail_muted,
                widget=forms.CheckboxInput(attrs={"role": "switch", "aria-label": "정치방망이 게시글 알림: 메일"}),
            )

    @property
    def mails(self):
        """The mail about being named has a switch of its own, which goes with the application."""
        return [mail for mail in super().mails if mail != NAMED_MAIL or "wants_mail" not in self.fields]

    def chosen(self):
        """Whoever wants that mail takes back that it was switched off."""
        preference = super().chosen()
        if self.cleaned_data.get("wants_mail"):
            preference.mail_muted = [mail for mail in preference.mail_muted if mail != NAMED_MAIL]
        return preference


@never_cache
@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def notification_settings(request):
    """Switch kinds of notifications off and on."""
    member = request.user
    preference = NotificationPreference.objects.of(member)
    application = Application.objects.held_by(member)
    form = NotificationSettingsForm(posted(request), preference=preference, application=application)
    if form.is_valid():
        form.perform(
            save_notification_settings,
            form.chosen(),
            by=member,
            application=application,
            wants_mail=form.cleaned_data.get("wants_mail"),
        )
        if not form.errors:
            messages.success(request, "알림 설정이 저장되었습니다.")
            return redirect("pages:notification-settings")
    return form_page(
        request, "notifications/notification_settings.html", form, application=application, stopped=is_stopped(member)
    )
