"""The commands of `huimin`, one file each; `ui/cli.py` lists them.

In: options and files. Out: words on the terminal and an exit code.
"""
