"""The server's questions are answered in a process of their own."""
