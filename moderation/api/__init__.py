"""Reports through the API: filing one, and looking at one's own."""
