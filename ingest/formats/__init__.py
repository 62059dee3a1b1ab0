"""Files as text: bytes and a suffix in, a `Source` out. Open `read.py` first; one module a file format."""
