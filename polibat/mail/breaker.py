"""Leaving the mail server alone while it refuses us or answers nothing."""

from polibat.cache.circuit_breaker import CircuitBreaker

# Five times in a row; then for a minute at a time. A hundred more mails would only hold all slots, and count against
# the sender.
mail_breaker = CircuitBreaker("mail", failures=5, within=3600, rest=60, trial=90)
