"""What staff fill in to open or change a poll: the post's words, when it runs, and up to ten options."""

import hashlib

from django import forms
from django.core.cache import cache
from django.core.exceptions import ValidationError

from boards.forms.fields import SubmissionField
from boards.models import Post
from pictures.models import Image
from pictures.services import discard_image, store_image
from polibat.files.images import ACCEPTED
from polibat.security.later import Later
from polibat.text import clean_lines, html_from_plain, plain_from_html
from polibat.web.forms import PlainForm
from polls.models import Poll, PollOption, PollState
from polls.models.poll import MOST_OPTIONS
from polls.services import edit_poll, preview_poll, publish_poll

MOMENT = "%Y-%m-%dT%H:%M"
# Less than a picture that no text took is kept (`pictures.services.cleanup`).
PICTURE_KNOWN_SECONDS = 24 * 60 * 60


class MomentField(forms.DateTimeField):
    """A date with a time in Seoul, picked in the browser."""

    def __init__(self, label, **kwargs):
        widget = forms.DateTimeInput(format=MOMENT, attrs={"type": "datetime-local"})
        errors = {"invalid": "날짜와 시각을 확인해 주세요."}
        super().__init__(
            label=label, input_formats=[MOMENT, f"{MOMENT}:%S"], widget=widget, error_messages=errors, **kwargs
        )


class PictureField(forms.FileField):
    """A picture that the verb decodes and stores."""

    def __init__(self, label):
        widget = forms.FileInput(attrs={"accept": ACCEPTED})
        super().__init__(label=label, required=False, widget=widget, allow_empty_file=True)


class OptionForm(forms.Form):
    """One row of options; a row without a name is no option."""

    key = forms.IntegerField(required=False, widget=forms.HiddenInput)
    name = forms.CharField(label="이름", required=False, max_length=300)
    affiliation = forms.CharField(label="소속/설명", required=False, max_length=300)
    colour = forms.ChoiceField(label="색", required=False, choices=[("", "자동"), *PollOption.Colour.choices])
    picture = PictureField("이미지")


OptionRows = forms.formset_factory(OptionForm, extra=0, max_num=MOST_OPTIONS, absolute_max=MOST_OPTIONS)


class PollForm(PlainForm):
    """Opening a poll, or changing one: everything while it is 예정, title and description while it runs."""

    title = forms.CharField(label="제목", required=False, widget=forms.TextInput(attrs={"class": "vTextField"}))
    body = forms.CharField(
        label="설명",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6, "class": "vLargeTextField"}),
        help_text="10자 이상, 10,000자까지.",
    )
    starts_at = MomentField("시작일시", help_text="서울 시각. 지났으면 바로 시작합니다.")
    ends_at = MomentField("마감일시", help_text="서울 시각. 이 시각부터는 투표할 수 없습니다.")
    allows_multiple = forms.BooleanField(label="복수 선택", required=False)
    picture = PictureField("대표 이미지")
    submission = SubmissionField()

    def __init__(self, data=None, files=None, *, poll=None):
        self.poll = poll
        super().__init__(data, files, initial=_told(poll) if poll else {})
        self.is_whole = poll is None or poll.state == PollState.UPCOMING
        self.rows = None
        if self.is_whole:
            self.rows = OptionRows(data, files, initial=_rows(poll), prefix="option")
        else:
            for name in ("starts_at", "ends_at", "allows_multiple", "picture"):
                del self.fields[name]

    def is_valid(self):
        """Whether both the fields and the rows of options are."""
        return super().is_valid() and (self.rows is None or self.rows.is_valid())

    @property
    def status(self):
        """422 also when only a row of options was refused."""
        status = super().status
        return 422 if status == 200 and self.is_bound and self.rows and not self.rows.is_valid() else status

    def publish(self, *, by):
        """Open the poll; the poll, or None with the refusal among the errors."""
        return self.perform(self._publish, by)

    def save_changes(self, *, by):
        """Store the changes; the poll, or None with the refusal among the errors."""
        return self.perform(self._save_changes, by)

    def preview(self, *, by):
        """The poll and its options as they would be stored; None with the refusal among the errors."""
        return self.perform(self._preview, by)

    def _preview(self, by):
        poll = self.poll or Poll(post=Post())
        self._fill(poll, by)
        options = self._options(by) if self.is_whole else None
        preview_poll(poll, options=options, by=by)
        return poll, list(poll.options.select_related("picture")) if options is None else options

    def perform(self, service, *args, **kwargs):
        """As every form does; pictures that were stored for nothing go again."""
        self.stored = []
        done = super().perform(service, *args, **kwargs)
        if done is None:
            for image in self.stored:
                discard_image(image)
        return done

    def _publish(self, by):
        poll = Poll(post=Post(submission=self.cleaned_data["submission"]))
        self._fill(poll, by)
        return publish_poll(poll, options=self._options(by), by=by)

    def _save_changes(self, by):
        self._fill(self.poll, by)
        return edit_poll(self.poll, options=self._options(by) if self.is_whole else None, by=by)

    def _fill(self, poll, by):
        data, post = self.cleaned_data, poll.post
        post.title = data["title"]
        # Left alone, what stands there keeps its form.
        if not post.body or clean_lines(data["body"]) != plain_from_html(post.body):
            post.body = html_from_plain(data["body"])
        if self.is_whole:
            poll.starts_at, poll.ends_at = data["starts_at"], data["ends_at"]
            poll.allows_multiple = data["allows_multiple"]
            poll.picture = self._picture(data["picture"], by, "대표 이미지") or poll.picture

    def _options(self, by):
        """The options of the rows with a name, in their order; one that was there stays the same row."""
        known = {option.pk: option for option in self.poll.options.all()} if self.poll else {}
        options = []
        for row in self.rows:
            data = row.cleaned_data
            if not data.get("name", "").strip():
                continue
            option = known.pop(data["key"], None) or PollOption()
            option.name, option.affiliation, option.colour = data["name"], data["affiliation"], data["colour"]
            option.picture = self._picture(data["picture"], by, f"{len(options) + 1}번 선택지") or option.picture
            options.append(option)
        return options

    def _picture(self, upload, by, label):
        """The stored picture; None when none was chosen. A refusal says which one it was.

        The browser sends a picture with every preview and once more in the end; from one filling-in of the form it is
        kept once.
        """
        if not upload:
            return None
        known = f"poll-picture:{by.pk}:{self.cleaned_data['submission']}:{_digest(upload)}"
        if kept := Image.objects.filter(pk=cache.get(known), author=by, post=None).first():
            return kept
        try:
            self.stored.append(store_image(upload, by=by))
        except Later:
            raise
        except ValidationError as error:
            raise ValidationError(f"{label}: {error.messages[0]}", code=error.code) from error
        cache.set(known, self.stored[-1].pk, PICTURE_KNOWN_SECONDS)
        return self.stored[-1]


def _digest(upload):
    """What tells an upload from others, whatever it is called."""
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    upload.seek(0)
    return digest.hexdigest()


def _told(poll):
    """What the form of a poll begins with."""
    return {
        "title": poll.post.title,
        "body": plain_from_html(poll.post.body),
        "starts_at": poll.starts_at,
        "ends_at": poll.ends_at,
        "allows_multiple": poll.allows_multiple,
    }


def _rows(poll):
    """Ten rows: the options there are, and empty ones."""
    rows = [
        {"key": option.pk, "name": option.name, "affiliation": option.affiliation, "colour": option.colour}
        for option in (poll.options.all() if poll else ())
    ]
    return rows + [{}] * (MOST_OPTIONS - len(rows))
