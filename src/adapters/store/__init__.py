"""Stores: one technology to a sub-package, one codec for all."""
