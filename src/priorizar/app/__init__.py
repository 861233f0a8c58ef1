"""The live board, a Streamlit app: pages ask the public API and show; they hold no arithmetic."""
