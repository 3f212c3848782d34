"""What the use cases need of the world, one role to a file.

Each is a Protocol that adapters inherit explicitly, so that a forgotten method stops the
start and a wrong signature stops the type check.
"""
