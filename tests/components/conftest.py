"""What the tests of templates share."""

from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import Context, Template
from django.test import RequestFactory
from django.urls import resolve

from polibat.templatetags.components import clear_rendered


@pytest.fixture(autouse=True)
def frame_urls(settings):
    """The frame's own addresses and static files by their own names: a component is tested without the apps."""
    settings.ROOT_URLCONF = "tests.components.urls"
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    # What is rendered once belongs to these addresses here, and to the site's own elsewhere.
    clear_rendered()
    yield
    clear_rendered()


@pytest.fixture
def visit():
    """A request for an address, by nobody or by a member with a name and a kind."""

    def make(address="/free/", *, nickname=""):
        request = RequestFactory().get(address)
        request.resolver_match = resolve(request.path)
        request.user = AnonymousUser()
        if nickname:
            request.user = SimpleNamespace(is_authenticated=True, nickname=nickname, get_kind_display="일반회원")
        return request

    return make


@pytest.fixture
def rendered():
    """Render a piece of template, stripped."""

    def render(source, **context):
        return Template(source).render(Context(context)).strip()

    return render
