"""How documents and their versions stand in the back office, in the colours that staff know (spec L37)."""

from django.urls import reverse
from django.utils.html import format_html

from polibat.staff.columns import badge
from policies.models import PolicyTemplate, VersionState

TONES = {
    VersionState.UPCOMING: "blue",
    VersionState.SHOWN: "green",
    VersionState.EXPIRED: "yellow",
    VersionState.STOPPED: "gray",
    VersionState.DELETED: "red",
}
TARGETS = {
    PolicyTemplate.Target.EVERYBODY: "blue",
    PolicyTemplate.Target.MEMBERS: "gray",
    PolicyTemplate.Target.NORMAL: "green",
    PolicyTemplate.Target.POLITICIANS: "purple",
}


def target_badge(template):
    """Whom a document concerns."""
    return badge(template.get_target_display(), TARGETS[template.target], outlined=True)


def state_badge(version):
    """Where a version is by its dates and by what staff did."""
    is_draft = version.state == VersionState.STOPPED and version.is_draft
    return badge("중지(임시저장)" if is_draft else version.state.label, TONES[version.state])


def version_cell(version):
    """A version with its page, and what it is called; `-` for none."""
    if not version:
        return "-"
    url = reverse("admin:policies_policyversion_change", args=[version.pk])
    return format_html('<a href="{}">{}</a><br>{}', url, version.public_id, version.summary)
