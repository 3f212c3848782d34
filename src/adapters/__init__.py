"""The driven side: each sub-package fills ports with one technology.

May import the ports, the domain and its own technology; never another adapter, save
``store.codec``, which both stores share.
"""
