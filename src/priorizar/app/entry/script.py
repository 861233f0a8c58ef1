"""What Streamlit runs when the app is opened from an installed package."""

from priorizar.app.main import main

main()
