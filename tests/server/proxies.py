"""Real proxies in front of a real server, each with the file of deploy/ that people copy."""

import os
import shutil
import socket
import ssl
import subprocess
import sys
import time
from pathlib import Path

from websockets.sync.client import connect
from websockets.typing import Origin

DEPLOY = Path(__file__).parents[2] / "deploy"
NAME, BASE_PATH = "class.example.org", "/linchpin"
START_SECONDS = 120  # on a machine that others keep busy


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def ended(process):
    """End a process, by force if it does not go."""
    process.terminate()
    try:
        process.wait(15)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def wait_for(port, process, log):
    """Wait until something listens."""
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError(f"nothing listens at {port}:\n{log.read_text()}")


class Game:
    """`wargame play` with options of its own, as a person or a service starts it."""

    def __init__(self, data, *options, **popen):
        self.data, self.options, self.popen = data, options, popen
        self.port = free_port()
        self.log = data / "server.log"
        self.process = None

    def command(self):
        return [sys.executable, "-m", "wargame", "play", "--no-browser", "--port", str(self.port), *self.options]

    def start(self):
        more = {"env": {**os.environ, "WARGAME_DATA": str(self.data)}} | self.popen
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(self.command(), stdout=log, stderr=log, **more)
        until = time.monotonic() + START_SECONDS
        while "Linchpin is ready" not in self.log.read_text():
            if self.process.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"the server did not start:\n{self.log.read_text()}")
            time.sleep(0.05)
        return self

    def stop(self):
        if self.process is not None:
            ended(self.process)
            self.process = None
            self.log.unlink()


def certificate(folder):
    """A certificate for the name of the class, signed by nobody: two files."""
    whole, key = folder / "fullchain.pem", folder / "privkey.pem"
    subprocess.run(
        [found("openssl"), "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
         "-days", "2", "-subj", f"/CN={NAME}", "-addext", f"subjectAltName=DNS:{NAME}", "-keyout", key, "-out", whole],
        check=True, capture_output=True,
    )  # fmt: skip
    return whole, key


def replaced(text, **lines):
    """A recipe with the lines that differ here; each of them has to be in it."""
    for old, new in lines.values():
        assert old in text, old
        text = text.replace(old, new)
    return text


class Proxy:
    """A proxy with its recipe: where it listens, and what it stands in front of."""

    program, recipe = "", ""

    def __init__(self, folder, upstream):
        self.folder, self.upstream = folder, upstream
        self.port, self.plain_port = free_port(), free_port()
        self.certificate, self.key = certificate(folder)
        self.log = folder / "proxy.log"
        self.process = None

    @property
    def host(self):
        return f"{NAME}:{self.port}"

    @property
    def address(self):
        return f"https://{self.host}{BASE_PATH}/"

    def text(self):
        return (DEPLOY / self.recipe).read_text(encoding="utf-8")

    def start(self):
        command = self.command()
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log, env=self.surroundings())
        wait_for(self.port, self.process, self.log)
        return self

    def surroundings(self):
        return {**os.environ, "XDG_DATA_HOME": str(self.folder), "XDG_CONFIG_HOME": str(self.folder)}

    def stop(self):
        if self.process is not None:
            ended(self.process)
            self.process = None

    def context(self):
        return ssl.create_default_context(cafile=str(self.certificate))

    def get(self, path=f"{BASE_PATH}/", host=None, method="GET", **headers):
        """Status, headers and text of an answer through the proxy; a name of a header is written with _ for -."""
        import http.client

        connection = http.client.HTTPSConnection("127.0.0.1", self.port, timeout=20)
        raw = socket.create_connection(("127.0.0.1", self.port), 20)
        connection.sock = self.context().wrap_socket(raw, server_hostname=NAME)
        sent = {"Host": host or self.host, **{name.replace("_", "-"): value for name, value in headers.items()}}
        connection.request(method, path, headers=sent)
        answer = connection.getresponse()
        told = answer.status, answer.headers, answer.read().decode("utf-8", "replace")
        connection.close()
        return told

    def dial(self, cookie, kernel, origin=None, host=None, **headers):
        """The line of a page through the proxy."""
        raw = socket.create_connection(("127.0.0.1", self.port), 20)
        return connect(
            f"wss://{host or self.host}{BASE_PATH}/jupyter/api/kernels/{kernel}/channels?session_id=page",
            sock=raw,
            ssl=self.context(),
            server_hostname=NAME,
            origin=Origin(origin or f"https://{self.host}"),
            additional_headers={"Cookie": cookie, **{name.replace("_", "-"): value for name, value in headers.items()}},
            max_size=None,
            open_timeout=20,
        )


class Nginx(Proxy):
    program, recipe = "nginx", "nginx.conf"

    def command(self):
        site = replaced(
            self.text(),
            plain_6=("    listen [::]:80;\n", ""),
            plain=("listen 80;", f"listen 127.0.0.1:{self.plain_port};"),
            secure_6=("    listen [::]:443 ssl;\n", ""),
            secure=("listen 443 ssl;", f"listen 127.0.0.1:{self.port} ssl;"),
            certificate=("/etc/ssl/linchpin/fullchain.pem", str(self.certificate)),
            key=("/etc/ssl/linchpin/privkey.pem", str(self.key)),
            upstream=("127.0.0.1:8765", f"127.0.0.1:{self.upstream}"),
            log=("/var/log/nginx/linchpin.log", str(self.folder / "access.log")),
        )
        (self.folder / "linchpin.conf").write_text(site, encoding="utf-8")
        kept = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        folders = "".join(f"{name}_temp_path {self.folder}/{name};\n" for name in kept)
        around = self.folder / "nginx.conf"
        around.write_text(
            f"daemon off; worker_processes 1; pid {self.folder}/nginx.pid; error_log {self.log};\n"
            f"events {{}}\nhttp {{\n{folders}include {self.folder}/linchpin.conf;\n}}\n",
            encoding="utf-8",
        )
        return [found("nginx"), "-e", str(self.log), "-p", str(self.folder), "-c", str(around)]


class Caddy(Proxy):
    program, recipe = "caddy", "Caddyfile"

    def command(self):
        site = replaced(
            self.text(),
            certificate=("# tls /etc/ssl/linchpin/fullchain.pem /etc/ssl/linchpin/privkey.pem",
                         f"tls {self.certificate} {self.key}"),
            upstream=("127.0.0.1:8765", f"127.0.0.1:{self.upstream}"),
        )  # fmt: skip
        alone = f"admin off\nhttp_port {self.plain_port}\nhttps_port {self.port}\n"
        file = self.folder / "Caddyfile"
        file.write_text(f"{{\n{alone}default_bind 127.0.0.1\n}}\n{site}", encoding="utf-8")
        return [found("caddy"), "run", "--config", str(file), "--adapter", "caddyfile"]


PROXIES = (Nginx, Caddy)


def found(program):
    """Where a program is; those of administrators are not on the path of everybody."""
    return shutil.which(program, path=f"{os.environ.get('PATH', os.defpath)}:/usr/sbin:/sbin")


def missing(proxy):
    """Why a proxy cannot be tried here; nothing if it can."""
    for program in (proxy.program, "openssl"):
        if found(program) is None:
            return f"{program} is not installed: apt-get install {program}"
    return ""
