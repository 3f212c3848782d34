"""The protocol and the policy, pure: entities, values and their rules.

Owns what RFC 6749, 7636, 9068, 9207 and OpenID Connect Core demand of one value or one
entity, and how Discord roles become subteams. Imports the standard library only: no I/O,
no clock, no randomness, no logging, nothing asynchronous.
"""
