"""Long work that merchants start: a process of its own, its state on disk, one at a time."""
