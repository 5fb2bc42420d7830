"""What staff are shown about people goes on record; who keeps it subscribes."""

from polibat.events import Event

# `people` are the public ids of those whom a page or an answer called `what` showed to whoever asked.
people_shown = Event[None]("people.shown", "request", "what", "people")
