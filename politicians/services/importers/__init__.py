"""Bringing in politicians from open data; one module per source, one that stores what they read."""
