"""The only way to an outside language model: one door with a log, a budget and a breaker (docs/ai.md)."""
