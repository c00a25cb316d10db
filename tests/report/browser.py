"""A real browser without a window, and the packages that run in it; tests that lack one are skipped."""

import html
import json
import re
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import REPO_ROOT, find_tool

PACKAGES = REPO_ROOT / ".tools/node_modules"
_FOUND = re.compile(r'<pre id="found">(.*?)</pre>', re.DOTALL)
_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')


def package(file: str) -> str:
    """The program text of an installed npm package, or the test is skipped."""
    path = PACKAGES / file
    if not path.is_file():
        pytest.skip(f"needs the npm package {file.split('/')[0]} (make tools)")
    return path.read_text(encoding="utf-8")


def chromium(*arguments: str, timeout: float = 120) -> str:
    """Run the browser headless, without network, in a profile of its own; what it printed."""
    program = find_tool("chromium")
    assert program is not None, "mark the test with needs_tool"
    with tempfile.TemporaryDirectory(prefix="gapline-chromium-", ignore_cleanup_errors=True) as profile:
        done = subprocess.run(
            [
                program,
                *("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"),
                *("--no-first-run", "--disable-dev-shm-usage", f"--user-data-dir={profile}", *arguments),
            ],
            capture_output=True,
            encoding="utf-8",
            timeout=timeout,
            check=False,
        )
    return done.stdout


def found_by(script: str, page: str, folder: Path, *arguments: str, library: str) -> Any:
    """Open `page` with a library and `script` at its end, an async function body; what that returns.

    The page's own policy, which would stop the script, is taken out of the copy that is opened.
    """
    run = (
        f"(async()=>{{{script}}})().catch(e=>({{error:String(e)}})).then(found=>{{"
        "const pre=document.createElement('pre');pre.id='found';pre.textContent=JSON.stringify(found);"
        "document.documentElement.append(pre)})"
    )
    file = folder / "opened.html"
    bare = _POLICY.sub("", page).replace("</body>", "")
    (folder / "library.js").write_text(library, encoding="utf-8")
    scripts = f'<script src="library.js"></script><script>{run}</script>'
    file.write_text(bare + scripts, encoding="utf-8")
    dom = chromium("--virtual-time-budget=60000", *arguments, "--dump-dom", file.as_uri())
    match = _FOUND.search(dom)
    assert match is not None, dom[:2000]
    return json.loads(html.unescape(match[1]))
