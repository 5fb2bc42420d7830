"""A request here, by who sends it; for annotations, since Django alone makes requests."""

from accounts.models import Member, Viewer
from polibat.web.requests import SiteRequest


class ViewerRequest(SiteRequest):
    """A request of a member or a visitor."""

    user: Viewer


class MemberRequest(SiteRequest):
    """A request of a member."""

    user: Member
