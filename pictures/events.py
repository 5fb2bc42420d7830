"""What the pictures ask of the apps above."""

from polibat.events import Event

# Asked, not told: whether something that is not published yet shows a picture without a post.
image_needed_asked = Event[bool]("image.needed_asked", "image")
