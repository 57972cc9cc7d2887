"""The database: one write path, migrations, small repositories. Nothing else imports sqlite_utils."""

import annotator.store.bare_sqlite_utils  # noqa: F401  # comes first
from annotator.store.database.location import database_path
from annotator.store.database.opening import close_stores, open_store
from annotator.store.database.store import Store
from annotator.store.database.transaction import Transaction

__all__ = ["Store", "Transaction", "close_stores", "database_path", "open_store"]
