"""What the back office's admins of all apps are made of."""
