"""What pages are put together from; each shows what it is given and calculates nothing."""
