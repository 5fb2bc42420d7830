"""A staff list, said once (spec L5 to L14), and what reads it: the admin's table, the API, the file."""
