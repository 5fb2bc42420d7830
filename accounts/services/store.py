"""Storing a member: an id, an encrypted address, a nickname that nobody else has."""

import psycopg
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts.models import Member, StatusChange
from accounts.models.member import nickname_key
from polibat.db.ids import next_public_id
from polibat.security.addresses import canonical_address
from polibat.security.encryption import email_index, encrypt, mailbox_index
from polibat.text import clean_line
from polibat.text.bigrams import vector_of

TAKEN = ValidationError("이미 사용 중인 닉네임입니다.", code="taken")
KNOWN = ValidationError("이미 가입된 이메일입니다.", code="known")


def give_nickname(member: Member, nickname: str) -> None:
    """Set a nickname with what is derived from it: the key of its uniqueness and the words that find it."""
    member.nickname = clean_line(nickname)
    member.nickname_key = nickname_key(member.nickname)
    member.nickname_words = vector_of(member.nickname)


def canonical_of(address: str) -> str:
    """The canonical form of what was typed; raises ValidationError (email)."""
    try:
        return canonical_address(address)
    except ValidationError as error:
        raise ValidationError({"email": error.error_list}) from error


def save_member(member: Member, *, update_fields: list[str] | None = None, force_insert: bool = False) -> None:
    """Validate and save; raises ValidationError (nickname or email) when somebody else has it, also at this moment."""
    # Uniqueness is left to the database, which alone knows about those who are joining right now.
    member.full_clean(exclude=["nickname_key", "email_index", "mailbox_index"])
    try:
        with transaction.atomic():
            member.save(update_fields=update_fields, force_insert=force_insert)
    except IntegrityError as error:
        cause = error.__cause__
        constraint = (isinstance(cause, psycopg.Error) and cause.diag.constraint_name) or ""
        if "nickname_key" in constraint:
            raise ValidationError({"nickname": TAKEN}) from error
        if "email_index" in constraint or "mailbox_index" in constraint:
            raise ValidationError({"email": KNOWN}) from error
        raise


@transaction.atomic
def store_new_member(
    member: Member, *, address: str, password: str, reason: str, pending: bool = False, by: Member | None = None
) -> Member:
    """Give an unsaved member (kind and nickname set) an id, an address, a status and its first history row.

    Raises ValidationError (nickname, email).
    """
    address = canonical_of(address)
    give_nickname(member, member.nickname)
    member.status = Member.Status.PENDING if pending else Member.Status.APPROVED
    member.public_id = next_public_id(Member.PREFIXES[member.kind])
    member.email_index, member.mailbox_index = email_index(address), mailbox_index(address)
    member.email_cipher = encrypt(address, bound_to=member.email_binding)
    member.password = make_password(password)
    save_member(member, force_insert=True)
    StatusChange.objects.create(member=member, after=member.status, reason=reason, by=by, created_at=member.joined_at)
    return member
