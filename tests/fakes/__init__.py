"""Fakes of the ports; each passes the contract of its port."""
