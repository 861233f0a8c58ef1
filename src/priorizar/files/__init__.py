"""Reading and writing files: bounded, safe, with the place of everything; whole or not at all."""
