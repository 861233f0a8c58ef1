"""From what people say to a weight vector."""
