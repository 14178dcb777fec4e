"""Fills in values: dates, numbers, money, agencies, tables; a draft becomes a ``vanban/1`` document."""
