"""The directory of politicians through the API."""
