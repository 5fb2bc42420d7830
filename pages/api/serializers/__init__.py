"""What pages say through the API."""
