"""What every page and request is made of."""
