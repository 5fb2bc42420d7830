"""What the apps above show on the page of a post."""

from boards.events import Panel, post_panels_asked
from boards.models import Post


def panels_of(post: Post) -> dict[str, list[Panel]]:
    """Return the panels of a post's page by the place where they stand."""
    panels = {Panel.ABOVE: [], Panel.BELOW: []}
    for answer in post_panels_asked.publish(post=post):
        for panel in answer:
            panels[panel.place].append(panel)
    return panels
