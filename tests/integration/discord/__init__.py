"""The Discord adapter against the simulator, over real sockets."""
