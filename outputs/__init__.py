"""Writes, stores and scores documents."""
