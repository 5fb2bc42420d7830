"""The rows that the addresses of the permission table are about, by name; the citizen wrote what members write."""

from tests import factories


def build(citizen, reader, admin_member, politician):
    """A row of each kind: {name of the row: its public id}."""
    post = factories.post(citizen)
    named = factories.post(citizen, board="POLITICIAN", politician=politician)
    comment = factories.comment(post, citizen)
    poll = factories.poll(admin_member)
    suggestion = factories.suggestion(citizen)
    notice = factories.notice(admin_member)
    others = factories.post(reader)
    return {
        "post": post.public_id,
        "named_post": named.public_id,
        "comment": comment.public_id,
        "poll": poll.post.public_id,
        "suggestion": suggestion.post.public_id,
        "notice": notice.post.public_id,
        "others_post": others.public_id,
        "politician": politician.pk,
        "politician_page": politician.public_id,
        "board": "FREE",
        "citizen": citizen.public_id,
        "reader": reader.public_id,
    }
