"""The boards through the API (spec A1): the same doors and verbs as the pages."""
