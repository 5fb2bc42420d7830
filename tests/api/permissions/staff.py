"""What staff do through /api/admin (spec M5)."""

from tests.api.permissions.roles import ADMINS, STAFF, SUPERUSERS, Endpoint

SEEN = {
    **dict.fromkeys(("member", "politician", "status-change", "reaction", "ballot", "post", "comment"), STAFF),
    **dict.fromkeys(("report", "vote", "suggestion", "notice", "popup", "banner"), STAFF),
    **dict.fromkeys(("policy-template", "policy"), STAFF),
    "account": SUPERUSERS,
    "email-access": ADMINS,
}
LISTS = {
    f"GET api:staff-{name}-{part}": Endpoint(roles)
    for name, roles in SEEN.items()
    for part in ("list", "stats", "export")
}
DETAILS = {
    f"GET api:staff-{name}-detail": Endpoint(STAFF, of=of)
    for name, of in {
        "member": "reader",
        "post": "post",
        "comment": "comment",
        "report": "report",
        "vote": "poll",
        "suggestion": "suggestion",
        "notice": "notice",
        "popup": "popup",
        "banner": "banner",
        "policy-template": "policy_template",
        "policy": "staff_policy",
    }.items()
}
DECIDED = {
    f"POST api:staff-{name}-{verb}": Endpoint(roles, of=of)
    for name, of in {"post": "post", "comment": "comment", "suggestion": "suggestion"}.items()
    for verb, roles in {"hide": STAFF, "republish": STAFF, "remove": ADMINS}.items()
}
# Polls and notices of the world are the admin's own, who takes them down, but does not bring them back.
OWN = {
    f"POST api:staff-{name}-{verb}": Endpoint(roles - ({"admin_member"} if verb == "republish" else set()), of=of)
    for name, of in {"vote": "poll", "notice": "notice"}.items()
    for verb, roles in {"hide": STAFF, "republish": STAFF, "remove": ADMINS}.items()
}
ON_MEMBERS = {
    f"POST api:staff-member-{verb}": Endpoint(ADMINS, of="reader")
    for verb in ("approve", "reject", "suspend", "ban", "lift", "to-pending", "reveal")
}
ON_DISPLAYS = {
    f"POST api:staff-{name}-{verb}": Endpoint(ADMINS, of=name)
    for name in ("popup", "banner")
    for verb in ("stop", "resume", "remove", "restore")
}
# The addresses of the API before this one.
FORMER = {
    **{
        f"DELETE api:staff-{name}-detail": Endpoint(ADMINS, of=name)
        for name in ("post", "comment", "popup", "banner", "notice")
    },
    **{
        f"PATCH api:staff-{name}-set-status": Endpoint(STAFF, of=name, body={"status": "HIDDEN"})
        for name in ("post", "comment")
    },
    "PATCH api:staff-member-set-status": Endpoint(ADMINS, of="reader"),
    "PATCH api:staff-report-process": Endpoint(STAFF, of="report"),
    "PATCH api:staff-notice-pin": Endpoint(ADMINS, of="notice"),
    "PATCH api:staff-banner-order": Endpoint(ADMINS, of="banner"),
    "PATCH api:staff-suggestion-reply": Endpoint(STAFF, of="suggestion"),
}

TABLE = {
    **LISTS,
    **DETAILS,
    **DECIDED,
    **OWN,
    **ON_MEMBERS,
    **ON_DISPLAYS,
    **{
        f"POST api:staff-report-{verb}": Endpoint(STAFF, of="report")
        for verb in ("decide", "dismiss", "claim", "release", "progress")
    },
    "GET api:staff-status-change-processors": Endpoint(STAFF),
    "GET api:staff-member-document": Endpoint(ADMINS, of=("reader", "paper")),
    "GET api:admin-cases-counts": Endpoint(STAFF),
    "POST api:staff-bulk-list": Endpoint(STAFF),
    "POST api:staff-vote-list": Endpoint(ADMINS),
    "PATCH api:staff-vote-detail": Endpoint(ADMINS, of="poll"),
    "POST api:staff-vote-close": Endpoint(ADMINS, of="poll"),
    "POST api:staff-suggestion-answer": Endpoint(STAFF, of="suggestion"),
    "POST api:staff-notice-list": Endpoint(ADMINS),
    "PATCH api:staff-notice-detail": Endpoint(ADMINS, of="notice"),
    "POST api:staff-notice-pin": Endpoint(ADMINS, of="notice"),
    "POST api:staff-notice-unpin": Endpoint(ADMINS, of="notice"),
    "POST api:staff-popup-list": Endpoint(ADMINS),
    "PATCH api:staff-popup-detail": Endpoint(ADMINS, of="popup"),
    "POST api:staff-banner-list": Endpoint(ADMINS),
    "PATCH api:staff-banner-detail": Endpoint(ADMINS, of="banner"),
    "POST api:staff-banner-move": Endpoint(ADMINS, of="banner"),
    "POST api:staff-policy-list": Endpoint(ADMINS),
    "PATCH api:staff-policy-detail": Endpoint(ADMINS, of="staff_policy"),
    **{
        f"POST api:staff-policy-{verb}": Endpoint(ADMINS, of="staff_policy")
        for verb in ("stop", "resume", "remove", "restore")
    },
    "POST api:staff-policy-template-list": Endpoint(ADMINS),
    "PATCH api:staff-policy-template-detail": Endpoint(ADMINS, of="policy_template"),
    "POST api:staff-account-list": Endpoint(SUPERUSERS),
    "GET api:staff-account-detail": Endpoint(SUPERUSERS, of="staff_member"),
    "POST api:staff-account-level": Endpoint(SUPERUSERS, of="staff_member"),
    "POST api:staff-account-deactivate": Endpoint(SUPERUSERS, of="staff_member"),
    "POST api:staff-account-reactivate": Endpoint(SUPERUSERS, of="staff_member"),
    **FORMER,
    "GET api:admin-cases-detail": Endpoint(STAFF, of="post"),
    "GET api:staff-search": Endpoint(STAFF),
    "GET api:staff-export-list": Endpoint(STAFF),
    # The export of the world is the admin's; superusers see that it happened, and fetch their own alone.
    "GET api:staff-export-detail": Endpoint(ADMINS, of="export"),
    "GET api:staff-export-file": Endpoint(frozenset({"admin_member"}), of="export"),
}
