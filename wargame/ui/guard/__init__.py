"""What stands between a browser and the pages: who may connect, from where, and what a page may send."""
