"""From the files of a folder to a study: rows, scenarios, evidence that somebody filled in."""
