"""What the API takes and shows of pictures; the rules are those of the verbs."""
