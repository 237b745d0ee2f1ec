"""From a text to its outline, and from the outline to passages of whole sentences."""
