#!/usr/bin/env bash
# What the pipelines of this playbook do. It runs the same way on a computer of your own:
#   ci/playbook.sh check            reports what is wrong in the records
#   ci/playbook.sh review BASE      reviews what this branch changes since it left BASE; results in build/ci/review
#   ci/playbook.sh agreed BASE ...  whether the roles named behind BASE are all that must approve the change
#   ci/playbook.sh comment NUMBER   shows the review in a pull request of GitHub, or a merge request of GitLab
#   ci/playbook.sh publish BRANCH   adds the website of this edition to the editions on a branch, and pushes it
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
out=build/ci

check() {
  mkdir -p "$out"
  case "${GITHUB_ACTIONS:+github}${GITLAB_CI:+gitlab}" in
    github) remit check --format github ;;
    gitlab) remit check --format gitlab >"$out/code-quality.json" || true; remit check ;;
    *) remit check ;;
  esac
}

# That approvals are needed is no failure: the platform, or 'agreed', keeps the change from being merged without them.
review() {
  local code=0
  rm -rf "$out/review"
  remit review "$1" HEAD --out "$out/review" --redlines "$out/review/redlines" || code=$?
  [ "$code" -le 1 ] || return "$code"
  python3 - "$out/review/review.json" >"$out/review/labels.txt" <<'PY'
import json, sys
with open(sys.argv[1], encoding="utf-8") as file:
    review = json.load(file)
for approval in review["approvals"]:
    print("approval: " + " or ".join(approval["roles"])[:40])
PY
  sort -u -o "$out/review/labels.txt" "$out/review/labels.txt"
}

agreed() {
  local base=$1
  shift
  remit review "$base" HEAD --approved-by "$(IFS=,; echo "$*")"
}

comment() {
  if [ -n "${GITLAB_CI:-}" ]; then on_gitlab "$1"; else on_github "$1"; fi
}

on_github() {
  local number=$1 marker='<!-- remit review -->' id label
  id=$(gh api --paginate "repos/$GITHUB_REPOSITORY/issues/$number/comments" \
    --jq ".[] | select(.body | startswith(\"$marker\")) | .id" | head -n 1)
  if [ -n "$id" ]; then
    gh api -X PATCH "repos/$GITHUB_REPOSITORY/issues/comments/$id" -F "body=@$out/review/comment.md" >/dev/null
  else
    gh pr comment "$number" --body-file "$out/review/comment.md"
  fi
  while IFS= read -r label; do
    gh label create "$label" --force --color 1F3A5F --description "Must approve this change" >/dev/null
    gh pr edit "$number" --add-label "$label" >/dev/null
  done <"$out/review/labels.txt"
  gh pr view "$number" --json labels --jq '.labels[].name' | while IFS= read -r label; do
    case "$label" in
      "approval: "*) grep -qxF -e "$label" "$out/review/labels.txt" || gh pr edit "$number" --remove-label "$label" >/dev/null ;;
    esac
  done
}

on_gitlab() {
  python3 - "$1" "$out/review" <<'PY'
import json, os, sys, urllib.request

number, folder = sys.argv[1:]
base = f"{os.environ['CI_API_V4_URL']}/projects/{os.environ['CI_PROJECT_ID']}/merge_requests/{number}"

def ask(method, address, **fields):
    data = json.dumps(fields).encode() if fields else None
    headers = {"PRIVATE-TOKEN": os.environ["PLAYBOOK_TOKEN"], "Content-Type": "application/json"}
    with urllib.request.urlopen(urllib.request.Request(address, data, headers, method=method)) as answer:
        return json.load(answer)

with open(f"{folder}/comment.md", encoding="utf-8") as file:
    body = file.read()
with open(f"{folder}/labels.txt", encoding="utf-8") as file:
    labels = file.read().splitlines()
notes = ask("GET", f"{base}/notes?per_page=100")
mine = [note["id"] for note in notes if note["body"].startswith("<!-- remit review -->")]
if mine:
    ask("PUT", f"{base}/notes/{mine[0]}", body=body)
else:
    ask("POST", f"{base}/notes", body=body)
kept = [label for label in ask("GET", base)["labels"] if not label.startswith("approval: ")]
ask("PUT", base, labels=",".join([*kept, *labels]))
PY
}

# The branch holds nothing but the published editions. It is written without being checked out.
publish() {
  local branch=$1 tree before=()
  shelf=$(mktemp -d)
  trap 'rm -rf "$shelf"' EXIT
  mkdir "$shelf/editions"
  if git fetch --quiet origin "+refs/heads/$branch:refs/remotes/origin/$branch" 2>/dev/null; then
    before=(-p "$(git rev-parse "refs/remotes/origin/$branch")")
    git archive "refs/remotes/origin/$branch" | tar -x -C "$shelf/editions"
  fi
  remit build
  remit publish --to "$shelf/editions" --or-next
  touch "$shelf/editions/.nojekyll"
  export GIT_INDEX_FILE="$shelf/index"
  git --work-tree="$shelf/editions" add --all --force .
  tree=$(git write-tree)
  if [ ${#before[@]} -gt 0 ] && [ "$tree" = "$(git rev-parse "${before[1]}^{tree}")" ]; then
    echo "nothing new to publish"
    return
  fi
  git push --quiet origin "$(git commit-tree "$tree" ${before[@]+"${before[@]}"} \
    -m "Publish the playbook of $(git rev-parse --short HEAD)"):refs/heads/$branch"
}

case "${1:-}" in
  check) check ;;
  review | comment | publish) [ $# -eq 2 ] || { sed -n '2,7p' "$0" >&2; exit 2; }; "$1" "$2" ;;
  agreed) [ $# -ge 3 ] || { sed -n '2,7p' "$0" >&2; exit 2; }; shift; agreed "$@" ;;
  *) sed -n '2,7p' "$0" >&2; exit 2 ;;
esac
