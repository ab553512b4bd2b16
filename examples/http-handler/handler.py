#!/usr/bin/env python3
"""A recovery handler in Python, standard library only: `handler.py <port> <journal>`.

POST /actions/<action>          begins: 200 done, 202 + Location goes on, 409 the same key still runs
GET  /actions/<action>/<key>    what became of it: 200 took place, 202 still runs, 404 never seen
DELETE on the same address      asks it to stop
"""
import json
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

jobs = {}  # idempotency key -> {"state", "output", "progress", "stop"}
lock = threading.Lock()


def restart(arguments, key, journal):
    """Quick: the answer is the output."""
    write(journal, "restart", arguments["service"], key)
    return {"restarted": arguments["service"]}


def rebuild(job, arguments, key, journal):
    """Long: runs on, and says how far it is."""
    shards = int(arguments.get("shards", 3))
    for shard in range(shards):
        if job["stop"].wait(0.4):
            job.update(state="stopped")
            return
        job["progress"] = f"shard {shard + 1} of {shards}"
    write(journal, "rebuild", arguments["index"], key)
    job.update(state="done", output={"shards": shards})


def write(journal, *words):
    with lock, open(journal, "a", encoding="utf-8") as file:
        file.write(" ".join(words) + "\n")


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        request = json.loads(self.rfile.read(int(self.headers.get("Content-Length", 0))))
        action, key = self.path.rsplit("/", 1)[-1], self.headers["Idempotency-Key"]
        with lock:
            known = jobs.get(key)
            job = known or {"state": "running", "output": None, "progress": "", "stop": threading.Event()}
            jobs[key] = job
        if known:  # the same effect a second time: never twice
            self.tell(job, action, key, running=409)
        elif action == "restart":
            job.update(state="done", output=restart(request["arguments"], key, self.server.journal))
            self.tell(job, action, key)
        elif action == "rebuild":
            threading.Thread(
                target=rebuild, args=(job, request["arguments"], key, self.server.journal), daemon=True
            ).start()
            self.tell(job, action, key)
        else:
            with lock:
                del jobs[key]
            self.answer(404, {"error": f"Expected restart or rebuild, but got {action}"})

    def do_GET(self):
        action, key = self.path.split("/")[-2:]
        job = jobs.get(key)
        self.tell(job, action, key) if job else self.answer(404, {"error": "never seen"})

    def do_DELETE(self):
        job = jobs.get(self.path.rsplit("/", 1)[-1])
        if job:
            job["stop"].set()
        self.answer(202 if job else 404, {})

    def tell(self, job, action, key, running=202):
        if job["state"] == "done":
            self.answer(200, job["output"])
        elif job["state"] == "stopped":
            self.answer(410, {"error": "stopped before the effect"})
        else:
            self.answer(running, {"progress": job["progress"]}, {"Location": f"/actions/{action}/{key}", "Retry-After": "1"})

    def answer(self, status, body, headers=()):
        text = json.dumps(body).encode()
        self.send_response(status)
        for name, value in dict(headers).items():
            self.send_header(name, value)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *unused):
        pass


if __name__ == "__main__":
    server = ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Handler)
    server.journal = sys.argv[2]
    print(server.server_address[1], flush=True)
    server.serve_forever()
