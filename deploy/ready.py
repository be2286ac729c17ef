"""Whether the server in this container answers: the exit status is 0 if it does."""

import os
import sys
from urllib.error import URLError
from urllib.request import ProxyHandler, Request, build_opener

PORT = sys.argv[1] if len(sys.argv) > 1 else "8765"
SECONDS = 4


def main() -> None:
    """Ask for /readyz by a name that the server answers to; it refuses all others."""
    name = (os.environ.get("WARGAME_NAME", "").split() or ["127.0.0.1"])[0]
    base_path = os.environ.get("WARGAME_BASE_PATH", "").rstrip("/")
    asked = Request(f"http://127.0.0.1:{PORT}{base_path}/readyz", headers={"Host": f"{name}:{PORT}"})
    try:
        build_opener(ProxyHandler({})).open(asked, timeout=SECONDS).close()  # straight, whatever proxy the machine has
    except (URLError, OSError) as fault:
        sys.exit(f"The server does not answer at {asked.full_url}: {fault}")


if __name__ == "__main__":
    main()
