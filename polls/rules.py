"""Who may open, change and end polls, and vote."""

import rules

from accounts.rules import is_admin, is_in_good_standing, is_moderator
from boards.rules import is_listed

# Polls are made and ended by staff of the level that publishes; ballots are asked about with the post of the poll.


rules.add_perm("polls.view_poll", is_moderator)
rules.add_perm("polls.view_ballot", is_moderator)
rules.add_perm("polls.add_poll", is_admin)
rules.add_perm("polls.change_poll", is_admin)
rules.add_perm("polls.close_poll", is_admin)
rules.add_perm("polls.cast_ballot", is_in_good_standing & is_listed)
