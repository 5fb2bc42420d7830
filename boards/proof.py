"""What became of the mail that told a politician's office of a post, in plain words on the post."""

from boards import tallies
from notifications.delivery import Delivery
from polibat.compiled import CompiledQuery

State = Delivery.State
ARRIVED = {State.ACCEPTED, State.COMPLAINED}

_deliveries = CompiledQuery(
    lambda about: Delivery.objects.about(about).values_list("state", "accepted_at", "opened_at")
)


def proof_of(post):
    """When the office was reached and when it looked: words and moments; nothing for posts that tell no office."""
    if not tallies.names_politician(post):
        return []
    rows = _deliveries(about=post.public_id)
    if not rows:
        return []
    delivered = [accepted_at for state, accepted_at, _ in rows if state in ARRIVED and accepted_at]
    opened = [opened_at for *_, opened_at in rows if opened_at]
    if not delivered and not opened:
        is_waiting = any(state in {State.QUEUED, State.SENDING} for state, *_ in rows)
        return [("의원실에 전달하는 중" if is_waiting else "전달하지 못함", None)]
    told = [("의원실에 전달됨", min(delivered))] if delivered else []
    return told + ([("의원실이 확인함", min(opened))] if opened else [])
