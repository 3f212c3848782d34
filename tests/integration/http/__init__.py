"""The HTTP application on the memory container, without sockets."""
