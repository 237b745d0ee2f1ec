"""What thousands of reports say of a question, looked up at once."""
