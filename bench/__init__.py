"""What `make bench` runs: speed of the command line and the server, and our answers beside the stock recipe's."""
