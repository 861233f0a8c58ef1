"""People's answers: tables and workbooks, read and written."""
