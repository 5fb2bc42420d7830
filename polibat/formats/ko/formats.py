"""Dates and moments in Korean: 26.11.25. and 26.11.25. 14:30, as `polibat.staff.columns` writes them in its lists."""

DATE_FORMAT = SHORT_DATE_FORMAT = "y.m.d."
TIME_FORMAT = "H:i"
DATETIME_FORMAT = SHORT_DATETIME_FORMAT = "y.m.d. H:i"
