"""From what people say to weights."""
