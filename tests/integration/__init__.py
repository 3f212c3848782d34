"""Adapters and the HTTP application, on real parts."""
