"""What happens to members, told to the apps above."""

from polibat.events import Event

# Answered with the files that an app holds about the member: an iterable of (name, title, rows).
personal_data_requested = Event("personal_data.requested", "member")
# `count` new members came from one network (an address, or what a household has of it) within an hour.
signups_surged = Event("signups.surged", "network", "count")
