"""House rules in dated versions, and the decisions made under them."""
