"""What one browser session keeps: what is chosen, moved, copied, supposed and taken in."""
