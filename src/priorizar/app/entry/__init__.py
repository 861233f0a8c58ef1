"""The script that Streamlit runs, alone in its folder.

Streamlit puts that folder on the path of imports, and takes a folder ``pages`` beside a script for pages of
its own: the first visitor of a page by its address would be told that there is none.
"""
