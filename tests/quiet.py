"""The sample with its findings switched off, for tests of what is said besides them."""

from model.findings.codes import CODES
from tests.conftest import REPO_ROOT

NOISY = (REPO_ROOT / "sample_config.toml").read_text(encoding="utf-8")
"""The sample as it is shipped; it has findings of many kinds on purpose."""
QUIET = NOISY.replace('ignore = ["GAP118"]', f"ignore = {[*CODES]}".replace("'", '"'), 1)
