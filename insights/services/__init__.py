"""Visits are noted and stored; days that are over are counted, kept and proven."""
