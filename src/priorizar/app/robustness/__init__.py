"""The parts of the page Robustez: what is drawn, and what each question about the order answers."""
