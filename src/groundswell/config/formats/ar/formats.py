"""Numbers in Arabic as the ministries we know write them: Western digits, grouped by three."""

DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3
