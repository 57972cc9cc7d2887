"""What a server imports, for the process that servers are forked from (see ``serving.py``)."""

import streamlit.runtime.scriptrunner
import streamlit.web.server.starlette
import uvicorn

import annotator.ui.pages.articles
import annotator.ui.pages.export
import annotator.ui.pages.review
import annotator.ui.parts.frame
import annotator.ui.server.serve
import annotator.ui.site

__all__ = ["annotator", "streamlit", "uvicorn"]
