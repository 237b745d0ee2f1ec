"""Page chrome out of a loaded text, by named rules; a body line never."""
