"""Fakes of the ports. What a port promises of an answer, its fake is held to in contract/."""
