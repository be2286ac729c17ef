"""Start the game with `python app.py`; `wargame play` and `make play` do the same."""

from wargame.ui.server import serve

if __name__ == "__main__":
    serve()
