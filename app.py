"""The web app, as ``annotator serve`` and ``streamlit run app.py`` start it: wiring only."""

import streamlit as st

from annotator.ui import look, pages, sign_in

st.set_page_config(page_title="Annotator", layout="wide", initial_sidebar_state="collapsed")
current = st.navigation(pages.every_page(), position="hidden")
look.draw_styles()
if not sign_in.stops_here():
    look.draw(current)
    current.run()
