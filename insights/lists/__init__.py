"""The lists of the back office, by their names in addresses (staff.md §5)."""

from insights.lists.members import MemberList, PoliticianMemberList, StatusChangeList

LISTS = {page.key: page for page in (MemberList, PoliticianMemberList, StatusChangeList)}

__all__ = ["LISTS", "MemberList", "PoliticianMemberList", "StatusChangeList"]
