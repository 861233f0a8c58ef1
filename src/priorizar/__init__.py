"""priorizar: which productive chains to back, province by province."""
