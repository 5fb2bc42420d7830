"""What staff fill in about documents and their versions."""

from django.core.exceptions import ValidationError
from django.forms import ModelForm

from policies import services
from policies.models import PolicyTemplate, PolicyVersion


class TemplateForm(ModelForm):
    """A document: its name and whom it concerns."""

    class Meta:
        model = PolicyTemplate
        fields = ["name", "target", "is_mandatory"]


class VersionForm(ModelForm):
    """A version, whose date of effect lies ahead."""

    class Meta:
        model = PolicyVersion
        fields = [
            *("template", "summary", "effective_at", "ends_at", "body"),
            *("is_mandatory", "is_downloadable", "shows_number", "tells_members"),
        ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "template" in self.fields:
            # 적용 대상 comes with the document.
            self.fields["template"].label_from_instance = lambda one: f"{one} (적용 대상: {one.get_target_display()})"
        for name, label in (("effective_at", "게시 시작일"), ("ends_at", "게시 종료일")):
            if name in self.fields:
                day, moment = self.fields[name].widget.widgets
                day.attrs["aria-label"], moment.attrs["aria-label"] = f"{label} 날짜", f"{label} 시각"

    def clean_effective_at(self):
        """Say at the field what the service would refuse."""
        moment = self.cleaned_data["effective_at"]
        if not PolicyVersion(effective_at=moment).is_ahead:
            raise ValidationError("시행일은 지금보다 뒤여야 합니다.", code="past")
        return moment

    def _post_clean(self):
        """Also that no needed document lapses; a draft binds nobody yet."""
        super()._post_clean()
        if self.errors or "_draft" in self.data or self.instance.is_draft:
            return
        try:
            services.require_cover(self.instance)
        except ValidationError as refusal:
            self.add_error(None, refusal)
