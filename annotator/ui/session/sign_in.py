"""What stands on the screen instead of a page, until it is known who reviews."""

from __future__ import annotations

import streamlit as st

from annotator.errors import AnnotatorError, NotSignedIn
from annotator.ui.server.access import Provider, sign_in
from annotator.ui.session.reviewer import current_reviewer


def stops_here() -> bool:
    """Whether nobody may see a page in this session; then it is told why, and how to come in."""
    try:
        current_reviewer()
    except NotSignedIn as error:
        guard = sign_in()
        _say("Annotator does not know who you are" if guard is None else "Annotator", str(error), guard)
    except AnnotatorError as error:
        _say("Nobody can review here yet", str(error))
    else:
        return False
    return True


def _say(title: str, reason: str, guard: object = None) -> None:
    with st.container(key="annotator-message"):
        st.text(title)
        st.text(f"{reason[:1].upper()}{reason[1:]}.")
        if isinstance(guard, Provider):
            _offer(guard)


def _offer(provider: Provider) -> None:
    if st.user.get("is_logged_in") is True:  # under a name that cannot be used
        st.button("Sign out", key="annotator-sign-out", on_click=st.logout)
        return
    for name in provider.names:
        label = "Sign in" if name is None else f"Sign in with {name}"
        st.button(
            label,
            key=f"annotator-sign-in-{name or 'default'}",
            type="primary",
            on_click=st.login,
            args=(name,),
        )
