"""One file a format: each gives `parse(data, where) -> Parsed`."""
