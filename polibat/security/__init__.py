"""Encryption and limits."""
