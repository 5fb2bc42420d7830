"""What became of the mail that told a politician's office of a post, in plain words on the post."""

from dataclasses import dataclass
from datetime import datetime

from boards.models import Post
from notifications.models.delivery import Delivery
from polibat.cache.statements import PreparedQuery

State = Delivery.State
ARRIVED = {State.ACCEPTED, State.COMPLAINED}
WAITING_WORDS = {"QUEUED": "의원실에 전달하는 중", "FAILED": "전달하지 못함"}
ARRIVED_WORDS = {"ACCEPTED": "의원실에 전달됨", "TOLD": "정치인 측에 사이트 알림으로 전달됨"}

_deliveries = PreparedQuery(
    lambda about: Delivery.objects.about(about).values_list("state", "accepted_at", "opened_at")
)


@dataclass(frozen=True)
class DeliveryReceipt:
    """The furthest of QUEUED, FAILED, TOLD (by the bell), ACCEPTED (by mail) and OPENED; `way`: how it arrived."""

    state: str
    accepted_at: datetime | None = None
    opened_at: datetime | None = None
    way: str = ""


def delivery_receipt(post: Post) -> DeliveryReceipt | None:
    """How far the office was reached; None for posts that tell no office."""
    rows = _deliveries(about=post.public_id) if post.names_politician else []
    if not rows:
        return None
    mailed = [accepted_at for state, accepted_at, _ in rows if state in ARRIVED and accepted_at]
    arrived = mailed or [accepted_at for state, accepted_at, _ in rows if state == State.TOLD]
    opened = [opened_at for *_, opened_at in rows if opened_at]
    if not arrived and not opened:
        is_waiting = any(state in {State.QUEUED, State.SENDING} for state, *_ in rows)
        return DeliveryReceipt("QUEUED" if is_waiting else "FAILED")
    way = "ACCEPTED" if mailed or not arrived else "TOLD"
    state = "OPENED" if opened else way
    return DeliveryReceipt(state, min(arrived, default=None), min(opened, default=None), way)


def receipt_of(post: Post) -> list[tuple[str, datetime | None]]:
    """When the office was reached and when it looked: words and moments; nothing for posts that tell no office."""
    receipt = delivery_receipt(post)
    if receipt is None:
        return [("전달된 기록이 없습니다", None)] if post.names_politician else []
    if receipt.state in WAITING_WORDS:
        return [(WAITING_WORDS[receipt.state], None)]
    told = [(ARRIVED_WORDS[receipt.way], receipt.accepted_at), ("의원실이 확인함", receipt.opened_at)]
    return [(words, moment) for words, moment in told if moment]
