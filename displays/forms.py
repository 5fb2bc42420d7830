"""What staff fill in for banners and popups."""

from django import forms
from django.core.exceptions import ValidationError

from displays.models import Banner, Popup
from displays.models.displays import validate_target
from polibat.files import NOT_STORED
from polibat.files.common import DecoderBusy
from polibat.files.images import ACCEPTED, decode_picture
from polibat.text import clean_line, clean_lines

NO_TITLE = "제목을 입력해 주세요."
# Whether it is a picture at all is seen in a small one.
CHECKED_LONGEST = 400


class PictureField(forms.FileField):
    """A picture to upload, refused at once when it is none; the verb that stores it decodes it again."""

    def __init__(self, **kwargs):
        """Say what may be chosen, and what is wrong when nothing was."""
        kwargs.setdefault("widget", forms.FileInput(attrs={"accept": ACCEPTED}))
        kwargs.setdefault("error_messages", {"required": "이미지를 선택해 주세요."})
        super().__init__(**kwargs)

    def to_python(self, data):
        """The upload, with a picture inside."""
        upload = super().to_python(data)
        if upload is not None:
            try:
                decode_picture(upload, longest=CHECKED_LONGEST)
            except DecoderBusy as error:
                raise ValidationError(NOT_STORED, code="storage") from error
            upload.seek(0)
        return upload


class StorageAwayForm:
    """Put in front of a form that is shown once more because its pictures could not be stored."""

    def clean(self):
        """Say so; nothing that was typed is lost."""
        super().clean()
        raise ValidationError(NOT_STORED, code="storage")


class DisplayForm(forms.ModelForm):
    """What banners and popups have in common: pictures, which the verbs take beside the row."""

    # What the verb calls a picture, and the field that takes it: a row's own picture is no field of a form.
    pictures = {}

    def clean_title(self):
        """As it will be stored, so that what nobody can see is no title."""
        return _visible(clean_line(self.cleaned_data["title"]), NO_TITLE)

    def clean_target(self):
        """As it will be stored."""
        target = clean_line(self.cleaned_data["target"])
        if target:
            validate_target(target)
        return target

    @property
    def uploads(self):
        """The pictures that were chosen, by the names that the verbs know."""
        return {name: self.cleaned_data.get(field) for name, field in self.pictures.items()}


def _visible(text, refusal):
    if not text:
        raise ValidationError(refusal, code="required")
    return text


class BannerForm(DisplayForm):
    """A banner with its two pictures; both are needed for a new one."""

    pictures = {"pc_image": "pc_upload", "mobile_image": "mobile_upload"}

    pc_upload = PictureField(label="PC 이미지", help_text="권장 1140×1002. 두 이미지를 합쳐 5MB 이하입니다.")
    mobile_upload = PictureField(label="모바일 이미지", help_text="권장 1080×1008. 작은 화면에서도 읽혀야 합니다.")

    class Meta:
        model = Banner
        fields = [
            *("title", "description", "position", "audience", "target", "new_window", "tracks_clicks"),
            *("on_mobile", "rotates_after", "starts_at", "ends_at"),
        ]
        error_messages = {"title": {"required": NO_TITLE}, "target": {"required": "링크 주소를 입력해 주세요."}}
        help_texts = {"title": "그림을 볼 수 없는 사람에게 읽어 주는 말이기도 합니다."}

    def __init__(self, *args, **kwargs):
        """A banner that is changed keeps its pictures."""
        super().__init__(*args, **kwargs)
        for name in self.pictures.values():
            self.fields[name].required = not self.instance.pk


class PopupForm(DisplayForm):
    """A popup; its picture is optional."""

    pictures = {"image": "upload"}

    upload = PictureField(label="이미지", required=False, help_text="없으면 오구링이 나옵니다. 정사각형을 권장합니다.")
    remove_image = forms.BooleanField(label="이미지 제거", required=False)

    class Meta:
        model = Popup
        fields = [
            *("title", "text", "kind", "position", "audience", "target"),
            *("can_be_hidden", "closes_after", "starts_at", "ends_at"),
        ]
        error_messages = {"title": {"required": NO_TITLE}, "text": {"required": "내용을 입력해 주세요."}}
        widgets = {"text": forms.Textarea(attrs={"rows": 4, "placeholder": "팝업 내용을 입력하세요"})}

    def clean_text(self):
        """As it will be stored, so that what nobody can see is no text."""
        return _visible(clean_lines(self.cleaned_data["text"]), "내용을 입력해 주세요.")

    def clean(self):
        """One or the other."""
        cleaned = super().clean()
        if cleaned.get("upload") and cleaned.get("remove_image"):
            raise ValidationError({"remove_image": "이미지를 바꾸거나 제거하거나, 하나만 골라 주세요."})
        return cleaned
