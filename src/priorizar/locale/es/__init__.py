"""Texts in Spanish, one module a room."""
