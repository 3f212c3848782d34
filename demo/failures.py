"""What can keep the demonstration from running."""


class DemoError(Exception):
    """One line for the person at the terminal, and what a program had to say about it."""

    def __init__(self, line: str, output: str = "") -> None:
        super().__init__(line)
        self.line = line
        self.output = output
