"""`{% load cards %}`: name cards of politicians."""

from django import template

from polibat.templatetags.components import name_card

register = template.Library()


@register.inclusion_tag("components/name_card.html")
def card_of(politician):
    """The name card of a politician, fetched by `Politician.objects.for_card()` (or with party and card selected)."""
    card = politician.name_card
    return name_card(
        name=politician.name,
        url=politician.get_absolute_url(),
        title=politician.position,
        party=politician.party_name,
        photo=politician.photo_url,
        email=card.shown_email,
        homepage=card.shown_website,
        youtube=card.youtube,
        youtube_name=card.youtube_name,
        bank_account=card.bank_account,
        motto=card.motto,
    )
