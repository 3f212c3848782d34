"""A real browser, for the applications that run in one."""

from tests.e2e.chromium.conftest import chromium

__all__ = ["chromium"]
