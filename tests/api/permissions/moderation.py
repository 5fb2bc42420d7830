"""Reports of members."""

from tests.api.permissions.roles import AUTHOR, MEMBERS, STAFF, Endpoint

DECIDED = {"isUpheld": True, "reason": "다시 보니 괜찮습니다."}

TABLE = {
    # What stands in the body decides who may (tests/moderation/test_api.py).
    "POST api:report-list": Endpoint(MEMBERS),
    "GET api:report-my": Endpoint(MEMBERS),
    "GET api:objection": Endpoint(AUTHOR, of="taken_down"),
    "POST api:objection": Endpoint(AUTHOR, of="taken_down", body={"text": "규칙을 어기지 않았습니다."}),
    "GET api:staff-objection-list": Endpoint(STAFF),
    "GET api:staff-objection-detail": Endpoint(STAFF, of="objection"),
    "POST api:staff-objection-decide": Endpoint(STAFF, of="objection", body=DECIDED),
    "GET api:staff-decision-list": Endpoint(STAFF),
    **{f"GET api:staff-{name}-list": Endpoint(STAFF) for name in ("abuse-flag", "review-flag", "watch-word")},
    **{f"POST api:staff-{name}-settle": Endpoint(STAFF, of=name) for name in ("abuse-flag", "review-flag")},
    "POST api:staff-watch-word-list": Endpoint(STAFF),
    **{f"POST api:staff-watch-word-{verb}": Endpoint(STAFF, of="watch-word") for verb in ("stop", "resume")},
    "GET api:report-detail": Endpoint(frozenset({"reader"}), of="report"),
}
