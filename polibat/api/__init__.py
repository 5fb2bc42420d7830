"""The API's kit (api.md §0): one envelope, its error codes, pages, filters, permissions from the rules, safe repeats.

Views take from `polibat.api.views`; what every answer promises is written down by `polibat.api.schema`.
"""
