"""Cache tags: views name what their cached pages depend on, verbs invalidate the same tags after a change."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CacheTag:
    """One thing that cached pages depend on, e.g. one board."""

    kind: str
    key: str = ""

    @property
    def version_key(self) -> str:
        """Where the cache holds the version of this tag."""
        return f"page-version:{self.kind}:{self.key}"


@dataclass(frozen=True, slots=True)
class KeyedTag:
    """A kind of thing of which there are many: calling it with a key gives the tag of one of them.

    A view names it without a key; then `field`, a field of the view's URL, holds the key.
    """

    kind: str
    field: str

    def __call__(self, key: str) -> CacheTag:
        """Return the tag of the thing with this key."""
        return CacheTag(self.kind, key)

    def of_url(self, fields: Mapping[str, str]) -> CacheTag:
        """Return the tag of the thing that the fields of a URL name."""
        return self(fields[self.field])


class Tag:
    """Every tag there is."""

    HOME = CacheTag("home")
    BANNERS = CacheTag("banners")
    MODERATION_LOG = CacheTag("moderation-log")
    POLICIES = CacheTag("policies")
    # The directory, the map and every profile; `politician` is one profile.
    POLITICIANS = CacheTag("politicians")
    politician = KeyedTag("politician", field="public_id")
    # What posts show of the politicians whom they name.
    NAME_CARDS = CacheTag("name-cards")
    # Lists of a board, by its slug.
    board = KeyedTag("board", field="board")
    # Pages of a post, by its public id.
    post = KeyedTag("post", field="public_id")
