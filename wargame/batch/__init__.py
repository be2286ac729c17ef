"""Many games: blocks of worlds over processes or a cluster, what is cached of them, and their tables."""
