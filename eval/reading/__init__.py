"""How well reports are read: cleaning, identity, review or plan, formats, passage size, throughput."""
