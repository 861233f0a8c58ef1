"""The live board: ``streamlit run app_streamlit.py [-- --study DIR]``."""

from priorizar.app.main import main

main()
