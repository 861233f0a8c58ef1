"""The live board: ``streamlit run app_streamlit.py [-- --study DIR]``."""

from streamlit import App

from priorizar.app.serving import SCRIPT, guarded

app = App(SCRIPT, **guarded(announce=True))
