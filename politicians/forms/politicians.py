"""What people fill in about politicians."""

from django import forms
from django.core.exceptions import ValidationError

from accounts.forms.signup import NicknameField, SignupFormBase
from accounts.models import Member
from polibat.files.images import ACCEPTED
from polibat.text import clean_line
from polibat.text.reason import LONGEST_REASON, NO_REASON
from polibat.web.forms import PlainForm, ServiceForm
from politicians.forms.picker import PoliticianField, PoliticianPicker, SearchesPolitician
from politicians.models import Application, NameCard, Politician
from politicians.models.application import refuse_claimed
from politicians.models.politician import WEB_ADDRESS
from politicians.services import uploaded_documents

WANTS_MAIL = {
    "self": "정치방망이 게시판에 본인이 지목된 글 등록 시 이메일 알림받기 (언제든 끌 수 있습니다)",
    "aide": "정치방망이 게시판에 보좌하는 정치인이 지목된 글 등록 시 이메일 알림받기 (언제든 끌 수 있습니다)",
}
ANYTHING = ("", "통합검색")
PARTS = [ANYTHING, ("name", "이름"), ("party", "정당"), ("district", "선거구")]
KINDS = [("", "모든 구분"), *Politician.Kind.choices]


class DirectorySearch:
    """The search of the directory as it stands in the address: `?q=&in=&kind=`; what is unknown is left out."""

    conditions = PARTS
    kinds = KINDS

    def __init__(self, data):
        self.q = clean_line(data.get("q", ""))[:100]
        self.part = data.get("in", "") if data.get("in") in dict(PARTS) else ""
        self.kind = data.get("kind", "") if data.get("kind") in dict(KINDS) else ""

    @property
    def is_active(self):
        """Whether anything narrows the list."""
        return bool(self.q or self.kind)

    def found(self):
        """Return the politicians that fit, in the one order."""
        found = Politician.objects.matching(self.q, part=self.part).with_party()
        return found.filter(kind=self.kind) if self.kind else found


def web_address(label):
    """Make a field for an address whose https:// people may leave out."""
    return forms.URLField(
        label=label,
        required=False,
        max_length=300,
        assume_scheme="https",
        error_messages={"invalid": WEB_ADDRESS.message},
    )


class FilesInput(forms.FileInput):
    """Several files at once."""

    allow_multiple_selected = True


class DocumentsField(forms.Field):
    """One to three documents that prove who applies; becomes what `documents.validate_documents` found in them."""

    widget = FilesInput(attrs={"accept": f".pdf,application/pdf,{ACCEPTED}"})

    def __init__(self, **kwargs):
        super().__init__(
            label="증빙 서류",
            required=False,
            help_text="재직증명서, 공무원증 사본처럼 신분을 확인할 수 있는 PDF나 이미지 1~3개, 한 개 10MB 이하. "
            "신청을 처리하는 운영자만 볼 수 있고, 처리한 날부터 30일 뒤에 지웁니다.",
            **kwargs,
        )

    def widget_attrs(self, widget):
        """Let the script say at once what would be refused."""
        return {"data-documents": ""}

    def clean(self, value):
        """Return the documents; raises ValidationError with the name of each file that is refused."""
        return uploaded_documents.validate_documents(value or [])


class BringsDocuments:
    """For forms with documents: a page never shows files again, so it says when they have to be chosen anew."""

    @property
    def lost_files(self):
        """Whether files came along with a form that is shown once more."""
        return self.is_bound and bool(self.files.getlist("documents") if self.files else ())


class NameCardForm(ServiceForm):
    """The name card, and beside it the picture of the politician."""

    photo = forms.FileField(
        label="프로필 사진",
        required=False,
        help_text="jpg, png, gif, webp · 5MB 이하. 촬영 위치 같은 사진 속 정보는 저장하지 않습니다.",
        widget=forms.FileInput(attrs={"accept": ACCEPTED, "data-photo": ""}),
        error_messages={"empty": "빈 파일입니다. 다른 사진을 선택해 주세요."},
    )
    remove_photo = forms.BooleanField(label="사진 제거", required=False)
    email = forms.EmailField(label="이메일", required=False)
    website = web_address("공식 웹사이트")
    youtube = web_address("유튜브 채널")

    class Meta:
        model = NameCard
        fields = ["youtube", "youtube_name", "website", "email", "bank_account", "motto"]

    placeholders = {
        "youtube": "유튜브 채널 URL을 입력하세요",
        "youtube_name": "채널 이름을 입력하세요",
        "website": "공식 웹사이트 URL을 입력하세요",
        "email": "연락용 이메일을 입력하세요",
        "bank_account": "후원용 계좌번호를 입력하세요",
        "motto": "정치 철학이나 모토를 입력하세요",
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, words in self.placeholders.items():
            self.fields[name].widget.attrs["placeholder"] = words

    @property
    def photo_changes(self):
        """Return what the service is told about the picture."""
        return {"photo": self.files.get("photo"), "remove_photo": bool(self.data.get("remove_photo"))}


class SpeakerNicknameField(NicknameField):
    """Name and title, or an aide's nickname: people put a space between, nicknames have none."""

    def clean(self, value):
        """Return the nickname, "" for an empty one: the form knows in which words to ask for it."""
        nickname = "".join((value or "").split())
        return super().clean(nickname) if nickname else ""


class SignupForm(BringsDocuments, SearchesPolitician, SignupFormBase):
    """정치인 가입신청: the common part, the role, and whom it is about."""

    SELF, AIDE = "self", "aide"
    is_politician = True

    role = forms.ChoiceField(
        label="가입 유형",
        choices=[("", "선택하세요"), (SELF, "정치인 본인"), (AIDE, "보좌진")],
        error_messages={"required": "가입 유형을 선택해주세요."},
    )
    wants_mail = forms.BooleanField(required=False, initial=True)
    nickname = SpeakerNicknameField(required=False)
    affiliation = forms.CharField(
        label="정당 또는 소속",
        max_length=60,
        widget=forms.TextInput(attrs={"placeholder": "정당 또는 소속을 입력하세요"}),
        error_messages={"required": "정당 또는 소속을 입력해주세요."},
    )
    politician = PoliticianField(
        required=False,
        legend="본인 찾기",
        note="이름을 고르시면 심사가 빨라집니다. 목록에 없어도 신청하실 수 있습니다.",
    )
    assisted = PoliticianField(
        required=False,
        widget=PoliticianPicker(
            legend="보좌하는 정치인 (정치인 이름과 직책)",
            note="목록에 없는 정치인이라면 hello@polibat.com으로 알려 주세요.",
            required_here=True,
        ),
    )
    documents = DocumentsField()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"].label = "국회·정부·지자체 발급 이메일"

    @property
    def is_aide(self):
        """Whether the application is an aide's."""
        return self.cleaned_data.get("role") == self.AIDE

    def clean_nickname(self):
        """Say in the words of the role what is missing; the role stands before this field."""
        nickname = self.cleaned_data["nickname"]
        if nickname:
            return nickname
        words = "보좌진 닉네임을 입력해주세요." if self.is_aide else "정치인 이름과 직책을 입력하세요"
        raise ValidationError(words, code="required")

    def clean(self):
        """Ask an aide for the politician; tell at once that somebody else is the politician already."""
        values = super().clean()
        if not self.is_aide:
            self.perform_unchecked(refuse_claimed, values.get("politician"))
        if self.is_aide and not values.get("assisted") and "assisted" not in self.errors:
            words = "보좌하는 정치인을 찾아 선택해 주세요."
            self.add_error("assisted", ValidationError(words, code="required"))
        return values

    def member(self):
        """Make the unsaved member: a politician or an aide."""
        kind = Member.Kind.AIDE if self.is_aide else Member.Kind.POLITICIAN
        return Member(kind=kind, nickname=self.cleaned_data["nickname"])

    def application(self):
        """Make the unsaved application."""
        values = self.cleaned_data
        politician = values["assisted"] if self.is_aide else values["politician"]
        return Application(
            stated_name=str(politician) if self.is_aide else values["nickname"],
            affiliation=values["affiliation"],
            wants_mail=values["wants_mail"],
            politician=politician,
        )


class ApplicationForm(BringsDocuments, SearchesPolitician, ServiceForm):
    """Another application after a refusal."""

    def application(self):
        """Return the unsaved application."""
        return self.instance

    politician = PoliticianField(required=False, legend="본인 찾기")
    documents = DocumentsField()

    class Meta:
        model = Application
        fields = ["stated_name", "affiliation", "politician", "wants_mail"]
        error_messages = {
            "stated_name": {"required": "정치인 이름과 직책을 입력하세요"},
            "affiliation": {"required": "정당 또는 소속을 입력해주세요."},
        }

    def __init__(self, *args, is_aide, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.is_aide = is_aide
        self.fields["wants_mail"].label = WANTS_MAIL["aide" if is_aide else "self"]
        if is_aide:
            del self.fields["stated_name"]
            self.fields["politician"].widget.legend = "보좌하는 정치인 (정치인 이름과 직책)"
            self.fields["politician"].widget.required_here = True

    def clean(self):
        """State the name of the politician whom an aide chose."""
        values = super().clean()
        if self.instance.is_aide and values.get("politician"):
            self.instance.stated_name = str(values["politician"])
        return values


class ApprovalForm(SearchesPolitician, PlainForm):
    """Staff say for whom the applicant speaks, and what kind of office that is."""

    politician = PoliticianField(
        legend="이 회원이 대신 말할 정치인", error_messages={"required": "승인하려면 정치인을 선택해 주세요."}
    )
    kind = forms.ChoiceField(
        label="정치인 유형",
        choices=[("", "선택하세요"), *Politician.Kind.choices],
        error_messages={"required": "정치인 유형을 먼저 선택해 주세요."},
        help_text="승인하면 신청한 회원에게 승인 완료 메일을 보냅니다.",
    )


class ReasonForm(PlainForm):
    """Staff say why."""

    reason = forms.CharField(
        label="사유",
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 4, "cols": 80}),
        error_messages={"required": NO_REASON},
        help_text="신청한 회원에게 그대로 전달됩니다.",
    )
