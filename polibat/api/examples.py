"""Examples of what is sent and answered, made from the shapes themselves: they can never say anything else."""

MOMENT, DAY = "2026-11-25T01:02:03.004Z", "2026-11-25"
DEEPEST = 6
TEXT = "<p>우리 동네 버스가 너무 뜸합니다. 배차를 늘려 주세요.</p>"
# What stands in a field of this name, where its shape allows it; people and places are invented.
NAMED = {
    "accessToken": "eyJhbGciOiJIUzI1NiIs…",
    "refreshToken": "eyJhbGciOiJIUzI1NiIs…",
    "affiliation": "새빛당",
    "answerRate": 80,
    "authorName": "글쓴시민",
    "author": "글쓴시민",
    "bannerId": "BN000001",
    "body": TEXT,
    "code": "123456",
    "commentId": "FB000001-CM0001",
    "content": TEXT,
    "contentHtml": TEXT,
    "days": 7,
    "description": "여러 개를 선택할 수 있습니다.",
    "detail": "같은 글을 여러 번 올렸습니다.",
    "details": "처리 내용을 알려 드립니다.",
    "device": "PC",
    "district": "가온시 갑",
    "docs": "/api/docs",
    "excerpt": "우리 동네 버스가 너무 뜸합니다. 배차를 늘려 주세요.",
    "expiresIn": 900,
    "field": "title",
    "height": 900,
    "id": "FB000001",
    "exports.id": "h8Jq2…",
    "ids": "FB000001",
    "image": "a1b2c3d4e5f6",
    "imageUrl": "/media/images/a1b2c3d4e5f6.webp",
    "ip": "192.0.2.7",
    "labels": "11.25.",
    "level": "moderator",
    "linkUrl": "/free/",
    "listUrl": "/media/images/a1b2c3d4e5f6-list.webp",
    "memberId": "NM000001",
    "message": "처리했습니다.",
    "mobileImageUrl": "/media/images/a1b2c3d4e5f6.webp",
    "motto": "듣고 답하겠습니다.",
    "name": "한가람",
    "newPassword": "another-1234!",
    "currentPassword": "polibat-1234!",
    "nickname": "글쓴시민",
    "noticeId": "NT000001",
    "optionNames": "감자",
    "choices": "감자",
    "page": "posts",
    "parentId": "FB000001-CM0001",
    "parties": "새빛당",
    "party": "새빛당",
    "password": "polibat-1234!",
    "policy": "terms",
    "policyId": "TP0001-VN0001",
    "politicianId": "PL000001",
    "pollId": "VP000001",
    "popupId": "PU000001",
    "position": "국회의원",
    "postId": "FB000001",
    "postTitle": "버스 노선 이야기",
    "purpose": "문의 답변",
    "reason": "같은 글을 여러 번 올렸습니다.",
    "regionId": "RG000001",
    "reply": "검토해서 알려 드리겠습니다.",
    "reportId": "FB000001-RP0001",
    "resendAfter": 60,
    "schema": "/api/schema",
    "slug": "terms",
    "suggestionId": "RS000001",
    "summary": "개정",
    "targetId": "FB000001",
    "template": "TP0001",
    "templateId": "TP0001",
    "text": "저도 그렇게 생각합니다.",
    "title": "버스 노선 이야기",
    "url": "/free/FB000001/",
    "version": "1.0.0",
    "versions": "TP0001-VN0002",
    "voteId": "VP000001",
    "width": 1600,
}
FORMATS = {"date-time": MOMENT, "date": DAY, "email": "new@example.com", "uri": "https://example.com/"}


def example_of(shape, components, name="", *, is_sent=False, depth=0):
    """An example of `shape`, whose references lead to `components`; `name` is that of the field it stands in.

    Of what is sent, only what has to be there is shown, unless nothing has to.
    """
    shape, how = resolved(shape, components), {"is_sent": is_sent, "depth": depth}
    for key in ("example", "const"):
        if shape.get(key) is not None:
            return shape[key]
    if "enum" in shape:
        allowed = [value for value in shape["enum"] if value is not None]
        return shape["default"] if shape.get("default") in allowed else allowed[0]
    for key in ("oneOf", "anyOf", "allOf"):
        if key in shape:
            wanted = [one for one in shape[key] if one.get("type") != "null"]
            return example_of(wanted[0], components, name, **how)
    kinds = shape.get("type", "object")
    kinds = [kind for kind in ([kinds] if isinstance(kinds, str) else kinds) if kind != "null"]
    return MAKERS[kinds[0]](shape, components, name, **how)


def resolved(shape, components):
    """The shape that a reference leads to, or `shape` itself."""
    return components[shape["$ref"].rpartition("/")[2]] if "$ref" in shape else shape


def _object(shape, components, name, *, is_sent, depth):
    fields, needed = shape.get("properties", {}), shape.get("required")
    wanted = {key: one for key, one in fields.items() if not (is_sent and needed) or key in needed}
    return {
        key: example_of(one, components, f"{name}.id" if key == "id" else key, is_sent=is_sent, depth=depth + 1)
        for key, one in wanted.items()
    }


def _array(shape, components, name, *, is_sent, depth):
    if depth > DEEPEST:  # replies hold replies
        return []
    one = example_of(shape["items"], components, name, is_sent=is_sent, depth=depth + 1)
    return [one] * max(1, shape.get("minItems", 1))


def _text(shape, _components, name, **_how):
    if shape.get("format") in FORMATS:
        return FORMATS[shape["format"]]
    known = NAMED.get(name, NAMED["id"] if name.endswith(".id") else "")
    words = known if isinstance(known, str) else ""
    return words[: shape.get("maxLength")] if len(words) >= shape.get("minLength", 0) else "예시 글"


def _number(shape, _components, name, **_how):
    known = NAMED.get(name)
    least, most = shape.get("minimum", 0), shape.get("maximum", 2**31)
    return max(least, min(known if isinstance(known, int) else 3, most))


def _flag(_shape, _components, name, **_how):
    return name in {"terms", "privacy", "hasAgreed", "isPublic", "canVote", "isInOffice"}


MAKERS = {
    "object": _object,
    "array": _array,
    "string": _text,
    "integer": _number,
    "number": _number,
    "boolean": _flag,
}
