"""Use cases and the ports they need.

Owns the order of steps: which check comes first, when something is consumed, what is asked
of Discord. Imports the domain only; everything outside is reached through a port.
"""
