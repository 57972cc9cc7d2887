"""A list with one row, and a page with one mark; served by ``empty.py``."""

import streamlit as st

_ROW = """export default ({ parentElement, setTriggerValue }) => {
  if (parentElement.querySelector("table")) return;
  const table = document.createElement("table");
  const row = table.insertRow();
  row.dataset.articleId = "0-0";
  for (const words of ["an", "empty", "article"]) row.insertCell().textContent = words;
  row.addEventListener("click", () => setTriggerValue("open", 1));
  parentElement.append(table);
};"""

_MARK = """export default ({ parentElement }) => {
  const root = document.createElement("section");
  root.dataset.annotator = "editor";
  root.dataset.articleId = `opened ${performance.now()}`;
  const mark = document.createElement("span");
  mark.dataset.entityId = "e1";
  mark.textContent = "mark";
  root.append(mark);
  parentElement.replaceChildren(root);
};"""

row = st.components.v2.component("empty.row", js=_ROW, isolate_styles=False)
mark = st.components.v2.component("empty.mark", js=_MARK, isolate_styles=False)


def _nothing() -> None:
    """A trigger needs a callback."""


def show_list() -> None:
    """The page that is left."""
    if row(key="row", data={}, on_open_change=_nothing).open:
        st.switch_page(article_page)


def show_article() -> None:
    """The page that is opened."""
    mark(key="mark", data={})


article_page = st.Page(show_article, title="Review", url_path="review", default=True)
list_page = st.Page(show_list, title="Articles", url_path="articles")
current = st.navigation([article_page, list_page], position="hidden")
st.page_link(list_page, label="Articles")
current.run()
