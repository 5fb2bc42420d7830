"""The cast of the tests (a citizen writes, a reader reads, a politician answers …) and what every test stands on."""

import math

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import caches
from django.test import Client
from django.utils import timezone

from accounts.models import Member
from accounts.services import open_api_session
from accounts.services.reauthentication import SINCE
from polibat.cache.pages import forget_near
from policies.queries import consent_requirements
from tests import database, factories
from tests.api.documented import DocumentedClient
from tests.storages import s3_server, storage, use_storage  # noqa: F401 - fixtures


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The test database, and from now on the quick way to bring it back."""
    with django_db_blocker.unblock():
        keeper = database.keeper()
    with keeper:
        yield


@pytest.fixture(autouse=True)
def what_migrations_made(django_db_serialized_rollback):
    """Policies and staff levels are there again after a test that empties the tables."""


@pytest.fixture(autouse=True)
def quick_and_clean(settings):
    """A cheap password hash, and no cache, session or limit left from the test before."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.SECURE_SSL_REDIRECT = False
    settings.TWO_FACTOR = "optional"
    for name in ("default", "limits"):
        caches[name].clear()
    forget_near()


@pytest.fixture(scope="session")
def first_policies(django_db_setup, django_db_blocker):
    """What members have to agree to, as migrations made it."""
    with django_db_blocker.unblock():
        return consent_requirements.load()


@pytest.fixture(autouse=True)
def policies_are_known(first_policies):
    """The schedule of the policies is known, as in a process that has served before; publishing makes it look again."""
    consent_requirements.keep(first_policies, seconds=math.inf)


@pytest.fixture
def anonymous():
    """A visitor who is not signed in."""
    return AnonymousUser()


@pytest.fixture
def citizen(db):
    """일반회원 in 승인, who writes."""
    return factories.MemberFactory(nickname="글쓴시민", email="citizen@example.com")


@pytest.fixture
def reader(db):
    """일반회원 in 승인, who reads and reacts."""
    return factories.MemberFactory(nickname="읽는시민", email="reader@example.com")


@pytest.fixture
def suspended(db):
    """일반회원 in 정지."""
    return factories.suspended_member(nickname="정지된시민")


@pytest.fixture
def pending(db):
    """정치인 in 승인대기."""
    return factories.MemberFactory(kind=Member.Kind.POLITICIAN, status=Member.Status.PENDING, nickname="기다리는의원")


@pytest.fixture
def politician(db):
    """An invented politician."""
    return factories.politician()


@pytest.fixture
def politician_member(politician):
    """The politician as a member."""
    return factories.speaker_for(politician, nickname="한가람의원")


@pytest.fixture
def aide(politician):
    """An aide of the politician."""
    return factories.speaker_for(politician, is_aide=True, nickname="한가람의원실")


@pytest.fixture
def moderator(db):
    """Staff who may hide."""
    return factories.staff_member("moderator", nickname="중재하는운영자")


@pytest.fixture
def admin_member(db):
    """Staff who may also delete."""
    return factories.staff_member("admin", nickname="관리하는운영자")


@pytest.fixture
def superuser(db):
    """Staff who manage staff."""
    return factories.staff_member(nickname="총괄하는운영자")


@pytest.fixture
def client_of():
    """`client_of(member)`: a browser in which `member` is signed in; without a member, a visitor's."""

    def sign_in(member=None, **kwargs):
        client = Client(**kwargs)
        if member is not None and member.is_authenticated:
            client.force_login(member, backend="accounts.services.backends.EmailBackend")
            session = client.session
            session[SINCE] = int(timezone.now().timestamp())
            session.save()
        return client

    return sign_in


@pytest.fixture
def api_of():
    """`api_of(member)`: a client of the API that speaks for `member`; without a member, for a visitor.

    It also looks whether docs/openapi.json names every answer that it gets.
    """

    def sign_in(member=None):
        client = DocumentedClient()
        # Somebody suspended has no way to a token; what becomes of an old one is tried on its own.
        if member is not None and member.is_authenticated and member.is_active:
            client.credentials(HTTP_AUTHORIZATION=f"Bearer {open_api_session(member).access}")
        return client

    return sign_in
