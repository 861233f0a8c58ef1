"""What leaves the program: tables, files, and the manifest that makes them reproducible."""
