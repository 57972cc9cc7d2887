"""The web app, as ``annotator serve`` and ``streamlit run app.py`` start it: wiring only."""

import streamlit as st

from annotator.ui import site
from annotator.ui.parts import frame
from annotator.ui.session import sign_in

st.set_page_config(page_title="Annotator", layout="wide", initial_sidebar_state="collapsed")
current = st.navigation(site.every_page(), position="hidden")
frame.draw_styles()
if not sign_in.stops_here():
    frame.draw(current)
    current.run()
