"""Whether a language model's words are held to the evidence, and what it costs in time."""
