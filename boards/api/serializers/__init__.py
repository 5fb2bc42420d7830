"""What the API reads and shows of the boards; the rules are those of the verbs."""
