"""An answer as files: JSON, CSV and a picture."""
