#!/bin/sh
# Terraform's aws provider against Stepwell: create, plan without drift, update, plan without drift,
# destroy. Ends with an error at the first difference.
#
#   examples/terraform/run.sh                                   # with a server of its own
#   ENDPOINT=http://localhost:8083 examples/terraform/run.sh    # with one that runs
#
# Needs terraform (or TERRAFORM=tofu), and the provider, which `init` fetches.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
home=$(cd "$here/../.." && pwd)
terraform=${TERRAFORM:-terraform}
scratch=$(mktemp -d)
server=

finish() {
  code=$?
  trap - EXIT
  if [ -n "$server" ]; then
    kill "$server" 2>/dev/null || true
    wait "$server" 2>/dev/null || true
  fi
  [ "$code" -eq 0 ] || { echo "It ended early." >&2; cat "$scratch/server.log" >&2 2>/dev/null || true; }
  rm -rf "$scratch"
  exit "$code"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

surprise() {
  echo "Surprise: $*" >&2
  exit 1
}

command -v "$terraform" >/dev/null 2>&1 || surprise "there is no $terraform on the PATH"

if [ -z "${ENDPOINT:-}" ]; then
  "$home/stepwell" server --port 0 --data "$scratch/data" >"$scratch/server.log" 2>&1 &
  server=$!
  until grep -q '^Ready\.' "$scratch/server.log"; do
    kill -0 "$server" 2>/dev/null || surprise "the server did not start"
    sleep 0.2
  done
  ENDPOINT=$(sed -n 's/^ *API *\(http:[^ ]*\).*/\1/p' "$scratch/server.log")
fi

cp "$here/main.tf" "$scratch/"
cd "$scratch"
export TF_IN_AUTOMATION=1 TF_INPUT=0 CHECKPOINT_DISABLE=1 AWS_EC2_METADATA_DISABLED=true
export TF_VAR_endpoint="$ENDPOINT"

# Applies, and then nothing may be left to do.
apply() {
  echo "== apply $*"
  "$terraform" apply -auto-approve -no-color "$@"
  code=0
  "$terraform" plan -detailed-exitcode -no-color "$@" || code=$?
  case $code in
    0) ;;
    2) surprise "the plan after the apply shows a drift" ;;
    *) surprise "plan ended with $code" ;;
  esac
}

"$terraform" init -no-color || surprise "init failed: the aws provider must be reachable"
apply
apply -var comment=second -var level=ALL
apply -var comment=second -var level=ALL -var canary=true
case $("$terraform" output -raw alias) in
  *:stateMachine:tf-order:live) ;;
  *) surprise "that is not the ARN of the alias" ;;
esac
"$terraform" destroy -auto-approve -no-color -var comment=second -var level=ALL -var canary=true
[ -z "$("$terraform" state list)" ] || surprise "something is left"

printf '\nTerraform found what it had made.\n'
