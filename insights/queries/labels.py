"""The Korean words of the figures' English names."""

TABS = {"members": "회원현황", "posts": "게시글현황", "visitors": "방문자현황"}
TYPES = [("cumulative", "누적 현황"), ("variation", "변동 현황")]
VISITOR_TYPES = [("cumulative", "누적 현황"), ("average", "일평균 현황")]
KINDS = {"total": "전체회원", "normal": "일반회원", "politician": "정치인", "assistant": "보좌진"}
CHANGES = {"new": "신규회원", "withdrawn": "탈퇴회원", "suspended": "정지회원", "banned": "강퇴회원"}
BOARDS = {"total": "전체", "free": "자유게시판", "politician": "정치인게시판", "vote": "투표"}
WRITTEN = {"combined": "게시글+댓글", "posts": "게시글", "comments": "댓글"}
VARIATIONS = {"new": "신규", "reported": "신고", "hidden": "숨김", "deleted": "삭제"}
VISITORS = {
    "total": "전체",
    "pc": "PC접속",
    "mobile": "모바일접속",
    "tablet": "태블릿접속",
    "other": "기타",
    "loggedIn": "로그인",
    "guest": "미로그인",
}
COMPARED = {"day": "어제 대비", "week": "지난주 대비", "month": "지난달 대비", "year": "작년 대비"}
