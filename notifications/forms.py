"""What members want to hear of."""

from dataclasses import dataclass

from django import forms

from notifications.models import Notification, NotificationPreference
from notifications.models.mail_kinds import MAIL_OF_KIND, MAIL_WORDS
from polibat.web.forms import PlainForm

Kind = Notification.Kind

HELP = {
    Kind.COMMENT: "내가 쓴 글에 다른 회원이 댓글을 남겼을 때",
    Kind.REPLY: "내가 쓴 댓글에 다른 회원이 답글을 남겼을 때",
    Kind.ANSWER: "내가 지목한 정치인 측이 답변했을 때",
    Kind.NAMED: "정치인게시판에 나 또는 내가 보좌하는 정치인을 지목한 글이 올라왔을 때",
    Kind.REPORT: "내가 신고한 글이나 댓글의 처리가 끝났을 때",
    Kind.DECISION: "내 글이나 댓글이 숨김, 삭제 또는 다시 게시되었을 때",
    Kind.APPLICATION: "정치인·보좌진 가입 신청이 승인, 거절 또는 종료되었을 때",
    Kind.DATA: "내가 요청한 내 정보 파일이 준비되었을 때",
    Kind.STAFF: "운영자가 살펴볼 일이 생겼을 때",
}


def concerns(kind, member):
    """Whether `member` can ever be told of `kind`."""
    if kind in {Kind.NAMED, Kind.APPLICATION}:
        return member.speaks_for_politician
    return kind != Kind.STAFF or member.is_staff


@dataclass(frozen=True, slots=True)
class PreferenceRow:
    """A kind in the table of settings; `site` is its switch, `mail` the mail that can be switched, where there are."""

    kind: str
    label: str
    help: str
    site: forms.BoundField | None
    mail: str
    is_mailed: bool


class PreferenceForm(PlainForm):
    """A switch for each kind that concerns the member and may be switched off."""

    def __init__(self, *args, preference, **kwargs):
        super().__init__(*args, **kwargs)
        self.preference = preference
        self.kinds = [kind for kind in Kind if concerns(kind, preference.member)]
        for kind in self.kinds:
            if kind not in Notification.ALWAYS:
                self.fields[kind.value] = forms.BooleanField(
                    label=kind.label,
                    help_text=HELP.get(kind, ""),
                    required=False,
                    initial=kind not in preference.muted,
                    widget=forms.CheckboxInput(attrs={"role": "switch"}),
                )
        self.fields["mail"] = forms.ChoiceField(
            label="메일을 받는 때",
            help_text="하루 한 번을 고르면 매일 아침 8시에 모아서 보내 드립니다.",
            choices=NotificationPreference.Mail.choices,
            required=False,
            initial=preference.mail,
        )
        self.fields["mail_on"] = forms.MultipleChoiceField(
            label="메일로 받을 소식",
            choices=[(mail, MAIL_WORDS[mail]) for mail in self.mails],
            required=False,
            initial=[mail for mail in self.mails if mail not in preference.mail_muted],
        )

    @property
    def mails(self):
        """The mails that concern the member and can be switched off."""
        told = [MAIL_OF_KIND[kind] for kind in self.kinds if kind in MAIL_OF_KIND]
        return [*told, "politician_named"] if Kind.NAMED in self.kinds else told

    @property
    def switches(self):
        """The fields of the kinds."""
        return [self[kind.value] for kind in self.kinds if kind.value in self.fields]

    @property
    def rows(self):
        """A row for each kind: what of it can be switched, in the site and by mail."""
        on = self["mail_on"].value() or []
        for kind in self.kinds:
            mail = MAIL_OF_KIND.get(kind, "politician_named" if kind == Kind.NAMED else "")
            site = self[kind.value] if kind.value in self.fields else None
            shown = mail if mail in self.mails else ""
            yield PreferenceRow(kind.value, kind.label, HELP.get(kind, ""), site, shown, is_mailed=mail in on)

    def chosen(self):
        """The preference as the switches stand; what is not among them stays as it was."""
        switches = {kind.value for kind in self.kinds if kind.value in self.fields}
        others = [kind for kind in self.preference.muted if kind not in switches]
        self.preference.muted = sorted({*others, *(kind for kind in switches if not self.cleaned_data[kind])})
        self.preference.mail = self.cleaned_data["mail"] or self.preference.mail
        unasked = set(self.preference.mail_muted) - set(self.mails)
        self.preference.mail_muted = sorted({*unasked, *(set(self.mails) - set(self.cleaned_data["mail_on"]))})
        return self.preference
