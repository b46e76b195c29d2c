"""Keeping the register right and small: changes asked for, rows that are one, what time clears."""
