"""What people touch: the command line, the web API, the chat window."""
