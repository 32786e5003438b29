"""Where the repository that these tests judge stands."""

from pathlib import Path

ROOT = Path(__file__).parents[2]
EXAMPLE_FOLDERS = ("data", "playbook", "contract_templates", "site")
