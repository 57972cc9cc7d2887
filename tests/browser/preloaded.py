"""What a server imports, for the process that servers are forked from (see ``serving.py``)."""

import streamlit.runtime.scriptrunner
import streamlit.web.server.starlette
import uvicorn

import annotator.commands.serve
import annotator.ui.articles
import annotator.ui.export
import annotator.ui.look
import annotator.ui.pages
import annotator.ui.review

__all__ = ["annotator", "streamlit", "uvicorn"]
