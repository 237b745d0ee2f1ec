"""The page in a browser: a conversation on the left, the cited report on the right."""
