"""Trying the policy out: what it makes of somebody, before it is relied on."""
