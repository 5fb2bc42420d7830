"""What the API tells of several apps at once."""
