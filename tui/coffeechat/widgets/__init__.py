"""What screens are built from: lists, bars and lines, none of which knows a rule or a query."""
