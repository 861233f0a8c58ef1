"""From a matrix and weights to an order; orders side by side; what each cell rests on."""
