"""The API about members: signing in, and who they are."""
