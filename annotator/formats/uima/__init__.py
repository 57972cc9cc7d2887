"""UIMA CAS, as INCEpTION exchanges it."""
