"""Printed documents: one per file, with the QR codes on them."""
