"""What people fill in about politicians."""

from django import forms

from polibat.forms import ServiceForm
from polibat.text import clean_line
from politicians.models import NameCard, Politician

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


class NameCardForm(ServiceForm):
    """The name card, and beside it the picture of the politician."""

    photo = forms.FileField(
        label="프로필 사진",
        required=False,
        help_text="jpg, png, gif, webp · 5MB 이하. 촬영 위치 같은 사진 속 정보는 저장하지 않습니다.",
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/gif,image/webp", "data-photo": ""}),
        error_messages={"empty": "빈 파일입니다. 다른 사진을 선택해 주세요."},
    )
    remove_photo = forms.BooleanField(label="사진 제거", required=False)
    email = forms.EmailField(label="이메일", required=False)
    website = forms.URLField(label="공식 웹사이트", required=False, max_length=300, assume_scheme="https")
    youtube = forms.URLField(label="유튜브 채널", required=False, max_length=300, assume_scheme="https")

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
