"""From what a user names to its text: sources, their formats, addresses."""
