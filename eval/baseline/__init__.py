"""The committed run over the samples: what a change must not make worse, and where the README's numbers come from."""
