"""Making question sets: checking them, taking others' files over, adding what somebody asked."""
