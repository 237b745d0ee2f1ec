"""What the assistant knows about words: data files and the small functions that read them."""
