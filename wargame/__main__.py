"""`python -m wargame` is the command `wargame`."""

from wargame.cli.app import main

if __name__ == "__main__":
    main()
