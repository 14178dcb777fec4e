"""Segments a layout into a draft: verbatim text with spans, no values yet."""
