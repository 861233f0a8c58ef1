"""The page of bottlenecks and instruments, stage by stage."""
