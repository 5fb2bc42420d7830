"""The one password rule (spec K1)."""

import string

from django.core.exceptions import ValidationError

SHORTEST = 9


class CharacterClassesValidator:
    """9 characters or more with letters, digits and symbols (whatever is neither letter, digit nor space)."""

    def validate(self, password, user=None):
        """Raise ValidationError (`too_short` or `classes`) when the password is too weak."""
        if len(password) < SHORTEST:
            raise ValidationError("비밀번호는 9자 이상이어야 합니다.", code="too_short")
        letters = any(char in string.ascii_letters for char in password)
        digits = any(char.isdecimal() for char in password)
        symbols = any(not char.isalnum() and not char.isspace() for char in password)
        if not (letters and digits and symbols):
            raise ValidationError("비밀번호는 영문, 숫자, 특수문자를 포함해야 합니다.", code="classes")

    def get_help_text(self):
        """What the form says about it."""
        return "9자리 이상, 영문/숫자/특수문자 조합"
