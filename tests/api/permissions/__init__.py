"""Who may ask for what through the API: every endpoint × role; one module per app, which names its own endpoints."""
