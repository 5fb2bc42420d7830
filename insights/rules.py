"""Who may look at figures and take lists away as files (overview §2)."""
