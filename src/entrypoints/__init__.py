"""The driving side and the composition root.

``settings`` interprets the environment, ``container`` wires adapters to use cases, ``http``
and ``cli`` are how Guildpass is spoken to.
"""
