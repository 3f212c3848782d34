"""Calls to addresses that registrations name, on real sockets of this machine."""
