#!/usr/bin/env python3
# SPDX-License-Identifier: ISC
"""How fast the probe room asks, beside curl and aria2.

    make bench-probe                 RUNS=5 by default

Prints a table. Each row is the median of RUNS runs, in which the programs take turns, so that
what else the machine does hits all alike. `bound` is requests x latency / concurrency, what a
program that is never late could do. The limits of politeness are lifted: 64 requests at once,
also at one host. A target that is missed is marked with !, and the exit status is 1.
"""

import os
import resource
import shutil
import ssl
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request

BUILD = os.environ.get("BUILD", "build")
RUNS = int(os.environ.get("RUNS", "5"))
PROBE = os.path.join(BUILD, "tests/http/probe_cli")
LATENCY = os.path.join(BUILD, "tests/bench/latency")
AT_ONCE = 64
DELAY_MS = 50
HOSTS = (20, 1)
LIFTED = [f"--limit=live={AT_ONCE}", f"--limit=per_host={AT_ONCE}", "--limit=per_second=0"]


class Server:
    """A latency server; with a certificate, one that speaks TLS."""

    def __init__(self, delay_ms, certificate=None):
        extra = ["-c", certificate + ".pem", "-k", certificate + ".key"] if certificate else []
        self.process = subprocess.Popen(
            [LATENCY, "-d", str(delay_ms)] + extra, stdout=subprocess.PIPE, text=True
        )
        self.port = int(self.process.stdout.readline())
        self.scheme = "https" if certificate else "http"

    def urls(self, n, hosts):
        for i in range(n):
            host = i % hosts
            name = f"127.1.{host // 250}.{host % 250 + 1}"
            yield f"{self.scheme}://{name}:{self.port}/{i}.mp3"

    def count(self):
        """Requests since the last call."""
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        address = f"{self.scheme}://127.0.0.1:{self.port}/count"
        handler = urllib.request.HTTPSHandler(context=context)
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), handler)
        return int(opener.open(address).read())

    def stop(self):
        self.process.kill()
        self.process.wait()


def run(command, folder):
    """Seconds, and what was printed."""
    out = os.path.join(folder, "out")
    began = time.monotonic()
    with open(out, "w") as file:
        subprocess.run(command, stdout=file, stderr=subprocess.STDOUT, check=False)
    seconds = time.monotonic() - began
    with open(out) as file:
        return seconds, file.read()


def peak(command):
    """Peak memory in MB, in a run of its own. getrusage would tell at least this script's."""
    most = 0
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    while process.poll() is None:
        with open(f"/proc/{process.pid}/status") as file:
            for line in file:
                if line.startswith("VmHWM:"):
                    most = max(most, int(line.split()[1]))
        time.sleep(0.005)
    return most / 1024


def write(folder, name, lines):
    path = os.path.join(folder, name)
    with open(path, "w") as file:
        file.writelines(line + "\n" for line in lines)
    return path


def commands(folder, urls, certificate):
    """The same question to each program, by its name."""
    listed = write(folder, "urls", urls)
    curled = write(folder, "curl", (f'url = "{u}"\noutput = "/dev/null"' for u in urls))
    ca = certificate and certificate + ".pem"
    yield "feedgen", [PROBE, "--allow-private", f"--urls={listed}"] + LIFTED + (
        [f"--ca={ca}"] if ca else []
    )
    yield "curl", ["curl", "-q", "--silent", "--head", "--parallel", "--parallel-max",
        str(AT_ONCE), "--noproxy", "*", "--config", curled] + (["--cacert", ca] if ca else [])
    if shutil.which("aria2c"):
        yield "aria2c", ["aria2c", "--no-conf", "--quiet", "--dry-run=true", "--no-netrc",
            f"--max-concurrent-downloads={AT_ONCE}", f"--dir={folder}",
            f"--input-file={listed}"] + ([f"--ca-certificate={ca}"] if ca else [])


def found(name, text):
    """How many URLs were answered, where the program says so."""
    return text.count("1000000 probed audio/mpeg") if name == "feedgen" else None


def compare(server, hosts, n, certificate):
    """A list of (program, seconds, MB, requests) of medians, one a program."""
    with tempfile.TemporaryDirectory() as folder:
        programs = dict(commands(folder, list(server.urls(n, hosts)), certificate))
        taken = {name: [] for name in programs}
        for _ in range(RUNS):
            for name, command in programs.items():
                server.count()
                seconds, text = run(command, folder)
                if found(name, text) not in (None, n):
                    sys.exit(f"feedgen found {found(name, text)} of {n}:\n{text[-500:]}")
                taken[name].append((seconds, server.count()))
        for name, runs in taken.items():
            seconds, requests = (statistics.median(column) for column in zip(*runs))
            yield name, seconds, peak(programs[name]), requests


def certificate_in(folder):
    """For every host of the table: a certificate that signs itself. It has no more names than
    those: to read 250 of them took a third of all instructions, and few servers have so many."""
    path = os.path.join(folder, "bench")
    names = ",".join(f"IP:127.1.0.{i}" for i in range(1, max(HOSTS) + 1))
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
         "-nodes", "-keyout", path + ".key", "-out", path + ".pem", "-days", "2",
         "-subj", "/CN=bench", "-addext", f"subjectAltName={names}"],
        check=True, capture_output=True,
    )
    return path


missed = 0


def held(value, most, text):
    """The text, marked if value is above most."""
    global missed
    if value <= most:
        return text
    missed += 1
    return text + " !"


def table(n, certificate):
    print(f"{n} URLs, {DELAY_MS} ms each, {AT_ONCE} at once; medians of {RUNS} runs\n")
    print("| scheme | hosts | program | requests | wall | x bound | x curl | memory |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    for scheme in ("http", "https"):
        secret = certificate if scheme == "https" else None
        server = Server(DELAY_MS, secret)
        for hosts in HOSTS:
            rows = list(compare(server, hosts, n, secret))
            curl = next(seconds for name, seconds, _, _ in rows if name == "curl")
            for name, seconds, memory, requests in rows:
                bound = max(requests, n) * DELAY_MS / 1000 / AT_ONCE
                ours = name == "feedgen"
                cells = [
                    held(seconds / bound, 1.15 if ours else 1e9, f"{seconds / bound:.2f}"),
                    held(seconds / curl, 0.95 if ours else 1e9, f"{seconds / curl:.2f}"),
                    held(memory, 25 if ours else 1e9, f"{memory:.1f} MB"),
                ]
                print(f"| {scheme} | {hosts} | {name} | {requests:.0f} | {seconds:.3f} s | "
                    + " | ".join(cells) + " |", flush=True)
        server.stop()


def many(n, hosts):
    server = Server(2)
    with tempfile.TemporaryDirectory() as folder:
        listed = write(folder, "urls", server.urls(n, hosts))
        command = [PROBE, "--allow-private", f"--urls={listed}"] + LIFTED
        seconds, text = run(command, folder)
        memory, episodes = peak(command), peak(command + ["--idle"])
    server.stop()
    lost, own = n - found("feedgen", text), memory - episodes
    print(f"\n{n} URLs over {hosts} hosts, 2 ms each: {seconds:.1f} s,",
        held(own, 100, f"{own:.1f} MB"), f"for the probing and {episodes:.1f} for the episodes,",
        held(lost, 0, f"{lost} lost"), flush=True)


def again(n):
    """The whole of probe_cli with n URLs that the cache knows, less the same with none."""
    server = Server(0)
    with tempfile.TemporaryDirectory() as folder:
        listed = write(folder, "urls", server.urls(n, 20))
        none = write(folder, "none", [])
        cache = "--cache=" + os.path.join(folder, "cache.db")
        asked = [PROBE, "--allow-private", cache, f"--urls={listed}"] + LIFTED
        empty = [PROBE, "--allow-private", cache, f"--urls={none}"]
        run(asked, folder)
        server.count()
        known = [run(asked, folder)[0] for _ in range(3 * RUNS)]
        idle = [run(empty, folder)[0] for _ in range(3 * RUNS)]
        requests = server.count()
    server.stop()
    cost = 1000 * (statistics.median(known) - statistics.median(idle))
    print(f"{n} URLs from the cache: {1000 * statistics.median(known):.1f} ms, with none "
        f"{1000 * statistics.median(idle):.1f} ms:", held(cost, 20, f"{cost:.1f} ms,"),
        held(requests, 0, f"{requests} requests"), flush=True)


def main():
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 4096), hard))
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        os.environ.pop(name, None)
    with tempfile.TemporaryDirectory() as folder:
        table(1000, certificate_in(folder))
    many(100000, 500)
    again(1000)
    if missed:
        print(f"\n{missed} targets missed")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
