"""Tables about a province that are not criteria: context, and the stages of its value chains."""
