"""Texts in English, one module a room."""
