"""Tools for developers: measurements, documents, catalogues, fits."""
