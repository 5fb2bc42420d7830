"""What happens to politicians, their name cards and those who want to speak for them."""

from politicians.services.cards import save_name_card
from politicians.services.directory import store_politician

__all__ = ["save_name_card", "store_politician"]
