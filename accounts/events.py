"""What happens to members, told to the apps above."""

from collections.abc import Iterable
from typing import Any, TypeAlias

from polibat.events import Event

# A file of somebody's own data: its name, its title, its rows.
Part: TypeAlias = tuple[str, str, Iterable[dict[str, Any]]]


# Answered with the files that an app holds about the member: one or more.
personal_data_requested = Event[Iterable[Part]]("personal_data.requested", "member")
# Answered with why somebody may not be called so: "" where nothing speaks against it. `member` may be unsaved.
nickname_asked = Event[str]("nickname.asked", "member", "nickname")
# A request for one's own data came to an end: READY or FAILED.
data_export_ended = Event("data_export.ended", "export")
# A member left for good; what every app keeps about them alone goes in the same transaction.
member_left = Event("member.left", "member")
# A member's address reaches the mailbox of a member who joined before: one person may hold both.
mailbox_shared = Event("mailbox.shared", "member")
# A member of staff asked for more addresses than one may look at in an hour or a day; tells how many that is.
looks_exceeded = Event("looks.exceeded", "by", "limit")
# `count` new members came from one network (an address, or what a household has of it) within an hour.
signups_surged = Event("signups.surged", "network", "count")
