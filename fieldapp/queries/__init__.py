"""Reads: from a session to frozen rows; the only SELECTs outside handlers."""
