"""What happens to members, told to the apps above."""

from polibat.events import Event

# Answered with the files that an app holds about the member: an iterable of (name, title, rows).
personal_data_requested = Event("personal_data.requested", "member")
# A request for one's own data came to an end: READY or FAILED.
data_export_ended = Event("data_export.ended", "export")
# A member left for good; what every app keeps about them alone goes in the same transaction.
member_left = Event("member.left", "member")
# `count` new members came from one network (an address, or what a household has of it) within an hour.
signups_surged = Event("signups.surged", "network", "count")
