"""How long a text may be, counted as people count (spec T7)."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError

from polibat.text.cleaning import length_of

# What people count as one character may be several to the database: an emoji with a skin tone, a letter with its marks.
STORED = 5


@dataclass(frozen=True)
class TextLength:
    """A validator: between `least` and `most` characters as people count them, in `stored` times as many code points.

    `name` is what the text is called in refusals, with its particle (`제목은`); `required` are the words for an empty
    text, "" where it may be empty; `piled` are those for marks on marks, which make it long to the database. Codes:
    `required`, `too_short`, `too_long`.
    """

    most: int
    least: int = 0
    name: str = ""
    required: str = ""
    piled: str = "겹쳐 쓰는 기호가 너무 많습니다."
    stored: int = STORED

    def __call__(self, text: str) -> None:
        """Raise ValidationError unless `text` is as long as it should be; blanks around it count for nothing."""
        length = length_of(text.strip())
        if not length:
            if self.required:
                raise ValidationError(self.required, code="required")
            return
        if length < self.least:
            raise self._refusal(f"{self.least:,}자 이상 입력해 주세요.", length, code="too_short")
        if length < len(text) and len(text) > self.stored * self.most:
            raise ValidationError(self.piled, code="too_long")
        if length > self.most:
            raise self._refusal(f"{self.most:,}자까지 쓸 수 있습니다.", length, code="too_long")

    def _refusal(self, words: str, length: int, *, code: str) -> ValidationError:
        named = f"{self.name} " if self.name else ""
        return ValidationError(f"{named}{words} (현재 {length:,}자)", code=code)


def check_lengths(*checked: tuple[str, str, TextLength]) -> dict[str, ValidationError]:
    """Return the refusals of several texts by their fields; each is given as field, text and its TextLength."""
    errors = {}
    for field, text, length in checked:
        try:
            length(text)
        except ValidationError as error:
            errors[field] = error
    return errors
