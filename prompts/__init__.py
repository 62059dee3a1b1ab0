"""Prompt texts, one Markdown file a prompt; README.md lists the variables of each. Data only."""
