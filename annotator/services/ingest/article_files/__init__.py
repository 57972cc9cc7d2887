"""Articles in the files of users: text, JSON lines, Parquet, tables, saved web pages, and folders of them."""

from annotator.services.ingest.article_files.folders import KINDS, read_articles
from annotator.services.ingest.article_files.found import Found, FoundArticle, Ignored
from annotator.services.ingest.article_files.tables import FIELDS, Columns, parse_columns

__all__ = ["FIELDS", "KINDS", "Columns", "Found", "FoundArticle", "Ignored", "parse_columns", "read_articles"]
