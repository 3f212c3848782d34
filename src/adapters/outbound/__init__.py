"""Calls to addresses that client registrations name: guarded, pinned and bounded."""
