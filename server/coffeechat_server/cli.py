"""The command `coffeechat-server`: run the relay, and look after it."""

from __future__ import annotations

import json
import os
import re
import secrets
import sys
import time
from base64 import b32encode
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import apsw
import click
import platformdirs

import coffeechat_server
from coffeechat_server.errors import NoDatabase, RelayError
from coffeechat_server.settings import MEBIBYTE, Settings
from coffeechat_server.store import check as checks
from coffeechat_server.store import database, devices, vaults

UNITS = {"": 1, "K": 1 << 10, "M": 1 << 20, "G": 1 << 30}
DEFAULTS = Settings()
PORT = click.IntRange(0, 65_535)
INSTANT = click.DateTime(["%Y-%m-%dT%H:%M:%SZ"])


class Bytes(click.ParamType[int]):
    """A size: `500000`, `256M`, `2G`."""

    name = "size"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        if isinstance(value, int):
            return value
        found = re.fullmatch(r"(\d{1,15}) ?([KMG]?)i?B?", value.strip(), re.IGNORECASE)
        if not found:
            self.fail(f"{value!r} is not a size; write 256M or 2G", param, ctx)
        return int(found[1]) * UNITS[found[2].upper()]


def data_option(command: Any) -> Any:
    return click.option(
        "--data",
        type=click.Path(path_type=Path, file_okay=False),
        default=lambda: Path(platformdirs.user_data_dir("coffeechat-server")),
        help="Folder of the relay's database.  [default: the user's data folder]",
    )(command)


@click.group(context_settings={"auto_envvar_prefix": "COFFEECHAT_SERVER", "help_option_names": ["-h", "--help"]})
@click.version_option(coffeechat_server.version(), prog_name="coffeechat-server")
def main() -> None:
    """The relay: keeps and passes on what coffeechat's devices send each other, without being able to read it.

    Every option can also be given as a variable: COFFEECHAT_SERVER_RUN_PORT=8737.
    """


@main.command()
@data_option
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=PORT, default=8737, show_default=True, help="Port to listen on; 0 takes a free one.")
@click.option("--replica", metavar="URL", help="Where Litestream keeps a copy: a folder, sftp://… or s3://…")
@click.option("--open", "is_open", is_flag=True, help="Let anybody make a vault, without an invite.")
@click.option("--behind-proxy", is_flag=True, help="A proxy on this machine adds TLS; believe its X-Forwarded-For.")
@click.option("--trusted-proxy", metavar="CIDR", multiple=True, help="A proxy elsewhere whose X-Forwarded-For counts.")
@click.option("--insecure", is_flag=True, help="Plain HTTP beyond this machine, where something elsewhere adds TLS.")
@click.option(
    "--quota", type=Bytes(), default=DEFAULTS.quota, help="Bytes of a vault made with --open.  [default: 256M]"
)
@click.option("--min-free", type=Bytes(), default=DEFAULTS.min_free, help="Room to leave on the disk.  [default: 64M]")
@click.option("--rate", default=DEFAULTS.rate, show_default=True, help="Requests a second of one device; 0: no limit.")
@click.option("--keep-replaced", "hours", default=DEFAULTS.keep_replaced_hours, show_default=True,
              help="Hours that what a checkpoint replaced is kept without another device's word.")  # fmt: skip
@click.option("--patience", default=DEFAULTS.body_seconds, show_default=True, help="Seconds that a slow sender gets.")
@click.option("--metrics-port", type=PORT, help="Answer /metrics on this port of 127.0.0.1.")
@click.option("--verbose", is_flag=True, help="Log more.")
def run(
    data: Path,
    host: str,
    port: int,
    replica: str | None,
    is_open: bool,
    behind_proxy: bool,
    trusted_proxy: tuple[str, ...],
    insecure: bool,
    quota: int,
    min_free: int,
    rate: float,
    hours: float,
    patience: float,
    metrics_port: int | None,
    verbose: bool,
) -> None:
    """Run the relay until it is told to stop (ctrl+c, or SIGTERM)."""
    from coffeechat_server.addresses import LOOPBACK, Addresses, is_loopback
    from coffeechat_server.running import run_relay

    if not (is_loopback(host) or behind_proxy or trusted_proxy or insecure):
        raise click.UsageError(
            f"{host} is reachable from other machines, and this is plain HTTP. Put a proxy with TLS in front and say "
            "--behind-proxy, --trusted-proxy CIDR where that is on another machine, or --insecure where what adds TLS "
            "does not say who asks."
        )
    trusted = (*(LOOPBACK if behind_proxy else ()), *trusted_proxy)
    try:
        Addresses(trusted)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--trusted-proxy") from error
    settings = Settings(
        is_open=is_open,
        quota=quota,
        min_free=min_free,
        rate=rate,
        keep_replaced_hours=hours,
        body_seconds=patience,
        header_seconds=patience / 3,
        trusted_proxies=trusted,
        metrics_port=metrics_port,
    )
    with in_sentences():
        sys.exit(run_relay(data.absolute(), host, port, replica, settings, verbose=verbose))


@main.command()
@data_option
@click.option("--quota", type=Bytes(), default=DEFAULTS.quota, help="Bytes that the vault may hold.  [default: 256M]")
@click.option("--hours", default=72.0, show_default=True, help="How long the invite can be used.")
def invite(data: Path, quota: int, hours: float) -> None:
    """Print an invite: with it somebody can make one vault."""
    code = b32encode(secrets.token_bytes(16)).decode().rstrip("=")
    expires = time.time_ns() // 1_000_000 + int(hours * 3_600_000)
    with in_sentences(), _writing(data) as connection:
        vaults.add_invite(connection, code, quota, expires)
    click.echo("-".join(code[start : start + 4] for start in range(0, len(code), 4)))
    click.echo(f"For one vault of up to {_size(quota)}, within {hours:g} hours.", err=True)


@main.command("vaults")
@data_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def list_vaults(data: Path, as_json: bool) -> None:
    """List the vaults, the fullest first, and their devices."""
    with in_sentences(), _reading(data) as connection:
        found = checks.sizes(connection)
        known = {one.id: devices.listed(connection, bytes.fromhex(one.id)) for one in found}
    if as_json:
        click.echo(json.dumps([_as_json(one, known[one.id]) for one in found], indent=2))
        return
    for one in found:
        click.echo(f"{one.id}  {_size(one.used)} of {_size(one.quota)}, {one.batches} batches, seen {_day(one.seen)}")
        for device, seen, revoked in known[one.id]:
            click.echo(f"    {device.hex()}  {f'revoked {_day(revoked)}' if revoked else f'seen {_day(seen)}'}")
    if not found:
        click.echo("No vaults yet. `coffeechat-server invite` prints a code to make one.", err=True)


@main.command()
@data_option
@click.argument("vault")
@click.argument("device")
def revoke(data: Path, vault: str, device: str) -> None:
    """Shut DEVICE out of VAULT; a running relay notices within a second. Both may be shortened.

    The vault's keys stay the same: revoking from another device (`coffeechat sync`) changes them too, and is better.
    """
    with in_sentences(), _writing(data) as connection:
        n, id = devices.named(connection, vault, device)
        devices.shut_out(connection, n, id, time.time_ns() // 1_000_000)
    click.echo(f"Device {id.hex()} is shut out.", err=True)


@main.command()
@data_option
@click.option("--replica", metavar="URL", required=True, help="Where Litestream keeps the copy.")
@click.option("--at", "instant", type=INSTANT, metavar="TIME", help="An earlier state: 2026-03-02T08:00:00Z.")
@click.argument("file", required=False, type=click.Path(path_type=Path, dir_okay=False))
def restore(data: Path, replica: str, instant: datetime | None, file: Path | None) -> None:
    """Write the copy to FILE, or to where the relay's database is missing.

    `run` does this by itself when the database is missing. Devices send what the copy lacks.
    """
    from coffeechat_server.running import restore_to

    path = data.absolute() / database.NAME
    with in_sentences():
        restored = restore_to(path, replica, (file or path).absolute(), instant)
    click.echo(restored)


@main.command()
@data_option
@click.argument("file", required=False, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.pass_context
def check(context: click.Context, data: Path, file: Path | None) -> None:
    """Check the database, or FILE, such as a restored copy; exit code 1 if something is wrong."""
    with in_sentences(), _reading(data, file) as connection:
        findings = checks.examine(connection)
    for finding in findings:
        click.echo(f"{'✗' if finding.wrong else '✓'} {finding.check}")
        for wrong in finding.wrong:
            click.echo(f"    {wrong}")
    if any(finding.wrong for finding in findings):
        click.echo(
            "Something is wrong. Keep the file, restore from the replica, and let every device sync once: "
            "devices send what the relay lacks. What no copy has comes from a device that has everything, by "
            "`coffeechat sync now --anew`.",
            err=True,
        )
        context.exit(1)


@contextmanager
def in_sentences() -> Iterator[None]:
    """Errors as one sentence on stderr, exit code 1."""
    try:
        yield
    except RelayError as error:
        click.echo(str(error), err=True)
        sys.exit(1)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)


@contextmanager
def _writing(data: Path) -> Iterator[apsw.Connection]:
    """The database in a transaction, beside a relay that may be running."""
    path = _existing(data.absolute() / database.NAME)
    connection = database.open_for_writing(path, replicated=database.is_replicated(path))
    try:
        with database.in_sentences(path), connection:
            yield connection
    finally:
        connection.close()


@contextmanager
def _reading(data: Path, file: Path | None = None) -> Iterator[apsw.Connection]:
    path = _existing(file or data.absolute() / database.NAME)
    connection = database.open_for_reading(path)
    try:
        with database.in_sentences(path):
            yield connection
    finally:
        connection.close()


def _existing(path: Path) -> Path:
    if not path.exists():
        raise NoDatabase(path)
    return path


def _as_json(one: checks.Size, known: list[tuple[bytes, int, int]]) -> dict[str, Any]:
    listed = [{"id": id.hex(), "seen": seen, "revoked": revoked} for id, seen, revoked in known]
    return {"vault": one.id, "used": one.used, "kept": one.kept, "quota": one.quota, "batches": one.batches,
            "devices": listed}  # fmt: skip


def _size(size: int) -> str:
    return f"{size / MEBIBYTE:.1f} MiB"


def _day(milliseconds: int) -> str:
    return datetime.fromtimestamp(milliseconds / 1000, UTC).strftime("%Y-%m-%d")
