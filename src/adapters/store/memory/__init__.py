"""The store in the memory of one process: for trying out, and for one small worker."""
