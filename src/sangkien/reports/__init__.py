"""Titles, columns and rows; the doors turn them into pages and files."""
