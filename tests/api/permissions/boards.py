"""What is said on the boards."""

from tests.api.permissions.roles import ADMINS, AUTHOR, EVERYBODY, MEMBERS, SPEAKERS, WRITERS, Endpoint

OTHERS = WRITERS - AUTHOR

TABLE = {
    "GET api:post-list": Endpoint(EVERYBODY),
    "POST api:post-list": Endpoint(WRITERS),
    "GET api:post-popular": Endpoint(EVERYBODY),
    "GET api:post-detail": Endpoint(EVERYBODY, of="post"),
    "PATCH api:post-detail": Endpoint(AUTHOR, of="post"),
    "DELETE api:post-detail": Endpoint(AUTHOR, of="post"),
    "GET api:post-comments": Endpoint(EVERYBODY, of="post"),
    "POST api:post-comments": Endpoint(WRITERS, of="post"),
    "GET api:post-reaction": Endpoint(EVERYBODY, of="post"),
    "PUT api:post-reaction": Endpoint(OTHERS, of="post", body={"reactionType": "LIKE"}),
    "DELETE api:post-reaction": Endpoint(OTHERS, of="post"),
    "GET api:comment-recent": Endpoint(EVERYBODY),
    "GET api:comment-detail": Endpoint(EVERYBODY, of="comment"),
    "PATCH api:comment-detail": Endpoint(AUTHOR, of="comment"),
    "DELETE api:comment-detail": Endpoint(AUTHOR, of="comment"),
    "GET api:comment-reaction": Endpoint(EVERYBODY, of="comment"),
    "PUT api:comment-reaction": Endpoint(OTHERS, of="comment", body={"reactionType": "LIKE"}),
    "DELETE api:comment-reaction": Endpoint(OTHERS, of="comment"),
    # What stands in the body decides who may (tests/boards/test_api_reactions.py).
    "POST api:reaction-list": Endpoint(MEMBERS),
    "GET api:reaction-stats-post": Endpoint(EVERYBODY, of="post"),
    "GET api:reaction-stats-comment": Endpoint(EVERYBODY, of="comment"),
    "GET api:vote-list": Endpoint(EVERYBODY),
    "GET api:vote-stats": Endpoint(EVERYBODY),
    "GET api:vote-detail": Endpoint(EVERYBODY, of="poll"),
    "GET api:vote-results": Endpoint(EVERYBODY, of="poll"),
    "POST api:vote-participate": Endpoint(WRITERS, of="poll", body={"optionIds": [1]}),
    "POST api:vote-list": Endpoint(ADMINS),
    "PATCH api:vote-detail": Endpoint(ADMINS, of="poll"),
    "PATCH api:vote-close": Endpoint(ADMINS, of="poll", body={"reason": "그만 묻습니다."}),
    "GET api:suggestion-list": Endpoint(EVERYBODY),
    "GET api:suggestion-my": Endpoint(MEMBERS),
    "GET api:suggestion-detail": Endpoint(EVERYBODY, of="suggestion"),
    "POST api:suggestion-list": Endpoint(WRITERS),
    "PATCH api:suggestion-detail": Endpoint(AUTHOR, of="suggestion"),
    "DELETE api:suggestion-detail": Endpoint(AUTHOR, of="suggestion"),
    "GET api:notice-list": Endpoint(EVERYBODY),
    "GET api:notice-detail": Endpoint(EVERYBODY, of="notice"),
    "GET api:topic-list": Endpoint(SPEAKERS),
    "POST api:upload-image-list": Endpoint(WRITERS),
    "POST api:upload-image-presign": Endpoint(WRITERS, body={"contentType": "image/png", "size": 2_000_000}),
    # Whose it is decides further (tests/boards/test_direct_uploads.py).
    "POST api:upload-image-confirm": Endpoint(WRITERS, body={"uploadId": "x"}),
    "GET api:draft-detail": Endpoint(MEMBERS, of="board"),
    "PUT api:draft-detail": Endpoint(WRITERS, of="board", body={"title": "쓰던 글"}),
    "DELETE api:draft-detail": Endpoint(MEMBERS, of="board"),
}
