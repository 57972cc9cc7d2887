"""The database: one write path, migrations, small repositories. Nothing else imports sqlite_utils."""

from annotator.store.location import database_path
from annotator.store.opening import close_stores, open_store
from annotator.store.store import Store
from annotator.store.transaction import Transaction

__all__ = ["Store", "Transaction", "close_stores", "database_path", "open_store"]
