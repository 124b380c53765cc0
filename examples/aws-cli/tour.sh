#!/bin/sh
# The aws command against Stepwell: functions, a state machine, executions, an activity, and the end
# of it all. Prints every command and what it answered; ends with an error at the first surprise.
#
#   examples/aws-cli/tour.sh                                   # with a server of its own
#   ENDPOINT=http://localhost:8083 examples/aws-cli/tour.sh    # with one that runs
#
# Everything that it creates carries a name that ends in this process's number, and is deleted.
set -eu

home=$(cd "$(dirname "$0")/../.." && pwd)
example=$home/examples/order-saga
scratch=$(mktemp -d)
server=
suffix=tour$$

finish() {
  code=$?
  trap - EXIT
  if [ -n "$server" ]; then
    kill "$server" 2>/dev/null || true
    wait "$server" 2>/dev/null || true
  fi
  [ "$code" -eq 0 ] || { echo "The tour ended early." >&2; cat "$scratch/server.log" >&2 2>/dev/null || true; }
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

command -v aws >/dev/null 2>&1 || surprise "there is no aws command on the PATH"
command -v python3 >/dev/null 2>&1 || surprise "there is no python3 on the PATH; it makes the functions' zip file"

export AWS_ACCESS_KEY_ID=any AWS_SECRET_ACCESS_KEY=any AWS_DEFAULT_REGION=us-east-1 AWS_PAGER=
export AWS_CONFIG_FILE=/dev/null AWS_SHARED_CREDENTIALS_FILE=/dev/null AWS_EC2_METADATA_DISABLED=true

if [ -z "${ENDPOINT:-}" ]; then
  "$home/stepwell" server --port 0 --data "$scratch/data" >"$scratch/server.log" 2>&1 &
  server=$!
  until grep -q '^Ready\.' "$scratch/server.log"; do
    kill -0 "$server" 2>/dev/null || surprise "the server did not start"
    sleep 0.2
  done
  ENDPOINT=$(sed -n 's/^ *API *\(http:[^ ]*\).*/\1/p' "$scratch/server.log")
fi

# Runs `aws ...`, prints the command and its answer, and keeps the answer in $answer.
run() {
  printf '\n$ aws'
  for word in "$@"; do
    case $word in
      *[!A-Za-z0-9_./:=@,-]*) printf " '%s'" "$(printf %s "$word" | cut -c1-160)" ;;
      *) printf ' %s' "$word" ;;
    esac
  done
  printf '\n'
  answer=$(aws --endpoint-url "$ENDPOINT" "$@") || surprise "aws ended with $?"
  [ -z "$answer" ] || printf '%s\n' "$answer"
}

# The same with one value as the answer.
value() {
  query=$1
  shift
  run "$@" --output text --query "$query"
}

expect() {
  [ "$answer" = "$1" ] || surprise "'$1' was expected, not '$answer'"
}

# Asks until the answer is the expected one, for at most a minute, and prints the last time only.
await() {
  wanted=$1
  shift
  tries=0
  until [ "$(aws --endpoint-url "$ENDPOINT" "$@" --output text)" = "$wanted" ]; do
    tries=$((tries + 1))
    [ "$tries" -lt 120 ] || break
    sleep 0.5
  done
  run "$@" --output text
  expect "$wanted"
}

start() {
  value executionArn stepfunctions start-execution --state-machine-arn "$1" --name "$2" --input "$3"
  execution=$answer
}

# Functions: the three of the order saga, under names of this tour.
(cd "$example/functions/python" && python3 -m zipfile -c "$scratch/functions.zip" ./*.py)
for pair in CreateUser:create_user PlaceOrder:place_order SendNotification:send_notification; do
  name=${pair%%:*}-$suffix
  run lambda create-function --function-name "$name" --runtime python3.12 \
    --role arn:aws:iam::123456789012:role/any --handler "${pair#*:}.handler" --timeout 30 \
    --environment "Variables={ORDER_SAGA_DATA=$scratch/saga}" \
    --zip-file "fileb://$scratch/functions.zip" --query '[FunctionName,State,Runtime]'
done

# A state machine, and three executions of it.
sed "s/\"FunctionName\": \"\([A-Za-z]*\)\"/\"FunctionName\": \"\1-$suffix\"/" \
  "$example/order-saga.asl.json" >"$scratch/order-saga.asl.json"
value stateMachineArn stepfunctions create-state-machine --name "OrderSaga-$suffix" \
  --definition "file://$scratch/order-saga.asl.json" --role-arn arn:aws:iam::123456789012:role/any
saga=$answer
value status stepfunctions describe-state-machine --state-machine-arn "$saga"
expect ACTIVE

for part in succeeds:SUCCEEDED retried:SUCCEEDED compensated:FAILED; do
  start "$saga" "${part%%:*}" "file://$example/inputs/${part%%:*}.json"
  await "${part#*:}" stepfunctions describe-execution --execution-arn "$execution" --query status
done
run stepfunctions describe-execution --execution-arn "$execution"
value '[error,cause]' stepfunctions describe-execution --execution-arn "$execution"
case $answer in OrderNotPlaced*) ;; *) surprise "the compensated saga ended with '$answer'" ;; esac

value 'events[].type' stepfunctions get-execution-history --execution-arn "$execution"
case $answer in ExecutionStarted*ExecutionFailed) ;; *) surprise "the history is '$answer'" ;; esac
value 'events[0].type' stepfunctions get-execution-history --execution-arn "$execution" --reverse-order --max-items 1
case $answer in ExecutionFailed*) ;; *) surprise "the last event is '$answer'" ;; esac

# An activity: a worker of its own asks for the task and answers it.
value activityArn stepfunctions create-activity --name "Approval-$suffix"
activity=$answer
value stateMachineArn stepfunctions create-state-machine --name "Approve-$suffix" \
  --definition "{\"StartAt\":\"Approve\",\"States\":{\"Approve\":{\"Type\":\"Task\",\"Resource\":\"$activity\",\"End\":true}}}" \
  --role-arn arn:aws:iam::123456789012:role/any
approve=$answer
start "$approve" approved '{"amount":12}'
value taskToken stepfunctions get-activity-task --activity-arn "$activity" --worker-name tour
token=$answer
run stepfunctions send-task-heartbeat --task-token "$token"
run stepfunctions send-task-success --task-token "$token" --task-output '{"approved":true}'
await SUCCEEDED stepfunctions describe-execution --execution-arn "$execution" --query status
value output stepfunctions describe-execution --execution-arn "$execution"
expect '{"approved":true}'

# One that nobody answers is stopped.
start "$approve" stopped '{"amount":13}'
run stepfunctions stop-execution --execution-arn "$execution" --error TooLate --cause "the tour ends"
await ABORTED stepfunctions describe-execution --execution-arn "$execution" --query status

# What there is.
value 'executions[].name' stepfunctions list-executions --state-machine-arn "$saga"
expect "$(printf 'compensated\tretried\tsucceeds')"
value 'executions[].name' stepfunctions list-executions --state-machine-arn "$approve" --status-filter ABORTED
expect stopped

# A refusal is AWS's, too.
printf '\n$ aws stepfunctions describe-execution --execution-arn %s-none\n' "$execution"
if refusal=$(aws --endpoint-url "$ENDPOINT" stepfunctions describe-execution --execution-arn "$execution-none" 2>&1); then
  surprise "an execution that never was is described"
fi
printf '%s\n' "$refusal"
case $refusal in *ExecutionDoesNotExist*) ;; *) surprise "that is another refusal" ;; esac

# And all of it goes.
run stepfunctions delete-state-machine --state-machine-arn "$saga"
run stepfunctions delete-state-machine --state-machine-arn "$approve"
run stepfunctions delete-activity --activity-arn "$activity"
for name in CreateUser PlaceOrder SendNotification; do
  run lambda delete-function --function-name "$name-$suffix"
done
value "length(stateMachines[?ends_with(name, '$suffix')])" stepfunctions list-state-machines
expect 0

printf '\nThe tour went as it should.\n'
