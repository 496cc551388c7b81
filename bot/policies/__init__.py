"""The shop's own pages (shipping, returns ...): read, shown, searched for answers, never added to."""
