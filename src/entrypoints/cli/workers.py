"""The parent of several workers: it hands SIGHUP on instead of replacing them."""

import os
import signal

from uvicorn.supervisors import Multiprocess

from entrypoints.cli import hangup


class Workers(Multiprocess):
    """SIGHUP stays blocked here, so that a worker which is being spawned inherits that."""

    def handle_signals(self) -> None:
        """Look, twice a second, what came."""
        super().handle_signals()
        if hangup.came():
            for process in self.processes:
                if process.pid is not None and process.exitcode is None:
                    os.kill(process.pid, signal.SIGHUP)
