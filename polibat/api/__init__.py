"""The API's kit (spec A1 to A12): an envelope, error codes, pages, filters, permissions from the rules, safe repeats.

Views take from `polibat.api.views`; what every answer promises is written down by `polibat.api.schema`.
"""
