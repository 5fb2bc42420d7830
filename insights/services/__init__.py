"""Counting visits and days."""
