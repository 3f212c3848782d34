"""Tests of the edges that need no network: settings, logging, forms."""
