"""The API of pages."""
