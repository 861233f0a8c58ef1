"""What researchers ask of a study's ranking: one module a question, every answer a list of records."""
