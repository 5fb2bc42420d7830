"""The boards through the API (api.md §2.4 to §2.8): the same doors and verbs as the pages."""
