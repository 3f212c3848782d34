"""Unit tests: no I O, no clock but a fake one."""
