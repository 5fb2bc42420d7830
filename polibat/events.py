"""Domain events: how an app tells those above it what happened, without importing them.

An app declares its events in its `events.py`; whoever is concerned subscribes in `AppConfig.ready`. Subscribers run at
once, in the publisher's transaction: when one of them raises, nothing has happened.
"""

from collections.abc import Callable

from django.dispatch import Signal


class Event:
    """Something that happens, named like `text.published`, with the names of the facts that are told of it."""

    def __init__(self, name: str, *facts: str) -> None:
        self.name, self.facts = name, frozenset(facts)
        self._signal = Signal()

    def __repr__(self) -> str:
        return f"<Event {self.name}>"

    def subscribe(self, subscriber: Callable[..., object]) -> None:
        """Call `subscriber` with the facts, as keywords, whenever this happens; subscribing twice counts once."""

        def receiver(signal: Signal, sender: object, **facts: object) -> object:
            return subscriber(**facts)

        key = f"{subscriber.__module__}.{subscriber.__qualname__}"
        self._signal.connect(receiver, weak=False, dispatch_uid=key)

    def publish(self, **facts: object) -> list[object]:
        """Tell every subscriber; return what they answered, in the order in which they subscribed.

        Raises TypeError for facts other than the declared ones, and whatever a subscriber raises.
        """
        if self.facts != facts.keys():
            told = ", ".join(sorted(facts))
            message = f"{self.name} tells {', '.join(sorted(self.facts))}, not {told}"
            raise TypeError(message)
        return [answer for _, answer in self._signal.send(sender=None, **facts)]
