"""Pages, fragments and statements that are kept, and counts that are written behind."""
