"""What happens to members, told to the apps above."""

from polibat.events import Event

# `count` new members came from one network (an address, or what a household has of it) within an hour.
signups_surged = Event("signups.surged", "network", "count")
