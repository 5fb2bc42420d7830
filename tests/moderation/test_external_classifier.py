"""A second opinion flags for a look and does nothing else; only public words go out."""

import json

import pytest
from django.core.files.storage import FileSystemStorage, storages

from assist.models.ai_usage import AiRequest
from assist.services import naive_bayes, trained_models
from boards.models import Comment, Post
from boards.services import change_post_status
from moderation.jobs import screen_text
from moderation.models import ReviewFlag
from tests import factories
from tests.assist.model_stub import serving

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_model(tmp_path):
    """An empty private storage, and nothing remembered."""
    storages._storages["private"] = FileSystemStorage(location=tmp_path, base_url=None)
    trained_models.clear_cache()
    yield
    del storages._storages["private"]
    trained_models.clear_cache()


def moderation(score):
    """An answer of the provider's check."""
    result = {"flagged": score > 0.5, "categories": {}, "category_scores": {"harassment": score}}
    return json.dumps({"id": "modr-1", "model": "stub", "results": [result]}).encode()


@pytest.mark.parametrize(("score", "flags"), [(0.93, 1), (0.1, 0)])
def test_provider_orders_the_list_and_hides_nothing(citizen, settings, score, flags):
    post = factories.post(citizen)
    with serving(settings) as stub:
        stub.says(moderation(score))
        screen_text("post", post.pk)
        assert citizen.nickname not in stub.sent
    assert ReviewFlag.objects.about(post).open().count() == flags
    assert Post.objects.get(pk=post.pk).status == "PUBLISHED"
    assert AiRequest.objects.get().purpose == "screening"


@pytest.mark.parametrize("answer", [500, b"{}", b"<html>", b'{"results": []}'])
def test_provider_that_is_down_changes_nothing(citizen, settings, answer):
    post = factories.post(citizen)
    with serving(settings) as stub:
        stub.says(answer)
        screen_text("post", post.pk)
    assert not ReviewFlag.objects.exists()


def test_what_is_not_public_is_not_sent(citizen, reader, settings):
    post = factories.post(citizen)
    comment = factories.comment(post, reader)
    change_post_status(post, to="HIDDEN")
    private = factories.suggestion(citizen, is_private=True)
    with serving(settings) as stub:
        screen_text("post", post.pk)
        screen_text("post", private.post.pk)
        screen_text("comment", comment.pk)
        assert stub.asked == []


def test_trained_model_flags_and_a_harmless_text_stays_clean(citizen, reader):
    rows = [("1", f"가나다라 {number}") for number in range(30)] + [("0", f"마바사아 {number}") for number in range(30)]
    trained_models.store("screening", naive_bayes.train(rows))
    post = factories.post(citizen)
    odd, plain = factories.comment(post, reader, "가나다라"), factories.comment(post, reader, "마바사아")
    for comment in (odd, plain):
        screen_text("comment", comment.pk)
    assert [flag.comment_id for flag in ReviewFlag.objects.all()] == [odd.pk]
    assert ReviewFlag.objects.get().words == "학습한 통계 모형"
    assert Comment.objects.get(pk=odd.pk).status == "PUBLISHED"
