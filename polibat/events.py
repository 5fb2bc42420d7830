"""Domain events: how an app tells those above it what happened, without importing them.

An app declares its events in its `events.py`; whoever is concerned subscribes in `AppConfig.ready`. Subscribers run at
once, in the publisher's transaction: when one of them raises, nothing has happened.
"""

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from django.dispatch import Signal

# What subscribers answer.
Answer = TypeVar("Answer")


class Event(Generic[Answer]):
    """Something that happens, named like `text.published`, with the names of the facts that are told of it.

    One that asks says what its subscribers answer: `Event[str]("post.search_words_asked", "post")`.
    """

    def __init__(self, name: str, *facts: str) -> None:
        self.name, self.facts = name, frozenset(facts)
        self._signal = Signal()

    def __repr__(self) -> str:
        return f"<Event {self.name}>"

    def subscribe(self, subscriber: Callable[..., Answer]) -> None:
        """Call `subscriber` with the facts, as keywords, whenever this happens; subscribing twice counts once."""

        def receiver(signal: Signal, sender: object, **facts: object) -> Answer:
            return subscriber(**facts)

        key = f"{subscriber.__module__}.{subscriber.__qualname__}"
        self._signal.connect(receiver, weak=False, dispatch_uid=key)

    def publish(self, **facts: object) -> list[Answer]:
        """Tell every subscriber; return what they answered, in the order in which they subscribed.

        Raises TypeError for facts other than the declared ones, and whatever a subscriber raises.
        """
        if self.facts != facts.keys():
            told = ", ".join(sorted(facts))
            message = f"{self.name} tells {', '.join(sorted(self.facts))}, not {told}"
            raise TypeError(message)
        # Django's stubs know of no answers but words.
        answered: list[tuple[Any, Any]] = self._signal.send(sender=None, **facts)
        return [answer for _, answer in answered]
