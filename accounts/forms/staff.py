"""What staff say when they act on a member."""

from django import forms
from django.core.exceptions import ValidationError

from accounts.forms.signup import AddressField
from accounts.models import EmailAccess, Member
from accounts.services.email import LEAST_PURPOSE, LONGEST_PURPOSE
from accounts.services.status import LONGEST_SUSPENSION
from polibat.staff.admin import ReasonForm
from polibat.web.forms import PlainForm

Status = Member.Status


class StatusForm(ReasonForm):
    """The status to be, why, and for how long when it is a suspension."""

    to = forms.ChoiceField(
        label="변경할 상태",
        choices=[("", "선택하세요"), *((status, status.label) for status in Status if status != Status.WITHDRAWN)],
        error_messages={"required": "변경할 상태를 선택해 주세요."},
    )
    days = forms.IntegerField(
        label="정지 기간(일)",
        required=False,
        min_value=1,
        max_value=LONGEST_SUSPENSION,
        help_text="정지할 때만 입력합니다.",
    )
    note = forms.CharField(label="비고", required=False, max_length=500, help_text="회원에게 보이지 않습니다.")

    field_order = ["to", "days", "reason", "note"]

    def clean(self):
        """Ask for the length of a suspension here, where what was typed is kept."""
        values = super().clean()
        if values.get("to") == Status.SUSPENDED and not values.get("days") and "days" not in self.errors:
            self.add_error("days", ValidationError("정지 기간을 1일 이상 입력해 주세요.", code="required"))
        return values


class SuspensionForm(ReasonForm):
    """For how long, and why."""

    days = forms.IntegerField(
        label="정지 기간(일)",
        min_value=1,
        max_value=LONGEST_SUSPENSION,
        error_messages={"required": "정지 기간을 1일 이상 입력해 주세요."},
    )
    field_order = ["days", "reason"]


class PendingForm(ReasonForm):
    """Why somebody has to be approved anew, with what that means."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = (
            "승인대기로 바뀌면 회원의 활동이 제한됩니다. 다시 신청해 승인받으면 활동할 수 있습니다. "
            "(예: 소속 정치인 변경, 신분 재확인)"
        )


class PurposeForm(PlainForm):
    """Why an address has to be seen."""

    kind = forms.ChoiceField(
        label="열람 구분",
        choices=[("", "선택하세요"), *EmailAccess.Kind.choices],
        error_messages={"required": "열람 구분을 선택해 주세요."},
    )
    purpose = forms.CharField(
        label="열람 목적",
        max_length=LONGEST_PURPOSE,
        widget=forms.TextInput(attrs={"size": 60, "autocomplete": "off"}),
        help_text=f"{LEAST_PURPOSE}자 이상. 누가, 언제, 어디서, 무슨 목적으로 보았는지 기록됩니다.",
        error_messages={"required": "열람 목적을 입력해 주세요."},
    )


LEVELS = [("moderator", "moderator (검토)"), ("admin", "admin (관리)"), ("superuser", "superuser (총괄)")]


class LevelForm(ReasonForm):
    """The level of a member of staff, or none."""

    level = forms.ChoiceField(
        label="운영자 등급",
        choices=[("", "선택하세요"), *LEVELS, ("none", "권한 없음 (비활성화)")],
        error_messages={"required": "운영자 등급을 선택해 주세요."},
    )
    field_order = ["level", "reason"]


class StaffMemberForm(PlainForm):
    """A new member of staff, who changes the password at the first log-in."""

    nickname = forms.CharField(label="닉네임", max_length=20)
    email = AddressField(autocomplete="off")
    password = forms.CharField(
        label="임시 비밀번호",
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}, render_value=True),
        help_text="9자 이상, 영문·숫자·특수문자. 첫 로그인 때 바꾸게 됩니다.",
    )
    level = forms.ChoiceField(label="운영자 등급", choices=[("", "선택하세요"), *LEVELS])
