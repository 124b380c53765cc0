#!/bin/sh
# The aws command against Stepwell: every operation of the Step Functions API, and functions, from a
# first state machine to the end of it all. Prints every command and what it answered; ends with an error at the first surprise.
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
# `sync-localhost`, which StartSyncExecution and TestState would go to, is a name that nobody knows.
export AWS_DISABLE_HOST_PREFIX_INJECTION=true
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

# The same again: what was stopped goes on where it was, and a worker refuses it.
run stepfunctions redrive-execution --execution-arn "$execution"
value '[status,redriveCount]' stepfunctions describe-execution --execution-arn "$execution"
expect "$(printf 'RUNNING\t1')"
value taskToken stepfunctions get-activity-task --activity-arn "$activity"
run stepfunctions send-task-failure --task-token "$answer" --error Refused --cause "too much"
await FAILED stepfunctions describe-execution --execution-arn "$execution" --query status
value name stepfunctions describe-activity --activity-arn "$activity"
expect "Approval-$suffix"
value "activities[?name=='Approval-$suffix'].activityArn" stepfunctions list-activities
expect "$activity"

# A definition is checked before it is used, and a state is tried by itself, its task mocked.
value result stepfunctions validate-state-machine-definition --definition "file://$scratch/order-saga.asl.json"
expect OK
value 'diagnostics[0].code' stepfunctions validate-state-machine-definition \
  --definition '{"StartAt":"A","States":{"A":{"Type":"Pass","Next":"B"}}}'
[ "$answer" != None ] || surprise "a definition that leads nowhere is fine"
value output stepfunctions test-state --role-arn arn:aws:iam::123456789012:role/any --input '{"n":2}' \
  --definition '{"Type":"Pass","Parameters":{"next.$":"States.MathAdd($.n, 1)"},"End":true}'
expect '{"next":3}'

# An express state machine, started and waited for; its versions, and an alias that callers use.
value '[stateMachineArn,stateMachineVersionArn]' stepfunctions create-state-machine --name "Quick-$suffix" \
  --type EXPRESS --role-arn arn:aws:iam::123456789012:role/any --publish --version-description first \
  --definition '{"StartAt":"A","States":{"A":{"Type":"Pass","Result":"first","End":true}}}' \
  --tags key=team,value=orders
quick=${answer%%	*}
[ "${answer#*	}" = "$quick:1" ] || surprise "the first version is '$answer'"
value '[status,output]' stepfunctions start-sync-execution --state-machine-arn "$quick"
expect "$(printf 'SUCCEEDED\t"first"')"
run stepfunctions update-state-machine --state-machine-arn "$quick" \
  --definition '{"StartAt":"A","States":{"A":{"Type":"Pass","Result":"second","End":true}}}'
value stateMachineVersionArn stepfunctions publish-state-machine-version --state-machine-arn "$quick" --description second
expect "$quick:2"
value 'stateMachineVersions[].stateMachineVersionArn' stepfunctions list-state-machine-versions --state-machine-arn "$quick"
expect "$(printf '%s:2\t%s:1' "$quick" "$quick")"
value stateMachineAliasArn stepfunctions create-state-machine-alias --name live \
  --routing-configuration "stateMachineVersionArn=$quick:1,weight=100"
live=$answer
value output stepfunctions start-sync-execution --state-machine-arn "$live"
expect '"first"'
run stepfunctions update-state-machine-alias --state-machine-alias-arn "$live" --description "the second" \
  --routing-configuration "stateMachineVersionArn=$quick:2,weight=100"
value output stepfunctions start-sync-execution --state-machine-arn "$live"
expect '"second"'
value description stepfunctions describe-state-machine-alias --state-machine-alias-arn "$live"
expect "the second"
value 'stateMachineAliases[].stateMachineAliasArn' stepfunctions list-state-machine-aliases --state-machine-arn "$quick"
expect "$live"

run stepfunctions tag-resource --resource-arn "$quick" --tags key=stage,value=test
run stepfunctions untag-resource --resource-arn "$quick" --tag-keys team
value 'tags[].[key,value]' stepfunctions list-tags-for-resource --resource-arn "$quick"
expect "$(printf 'stage\ttest')"

# A distributed Map: its run is looked at and given more room while it works.
value stateMachineArn stepfunctions create-state-machine --name "Each-$suffix" \
  --role-arn arn:aws:iam::123456789012:role/any --definition '{"StartAt":"Each","States":{"Each":{
    "Type":"Map","MaxConcurrency":1,"End":true,"ItemProcessor":{
      "ProcessorConfig":{"Mode":"DISTRIBUTED","ExecutionType":"STANDARD"},
      "StartAt":"Hold","States":{"Hold":{"Type":"Wait","Seconds":3600,"End":true}}}}}}'
each=$answer
start "$each" three '[1,2,3]'
value name stepfunctions describe-state-machine-for-execution --execution-arn "$execution"
expect "Each-$suffix"
await 1 stepfunctions list-map-runs --execution-arn "$execution" --query 'length(mapRuns)'
value 'mapRuns[0].mapRunArn' stepfunctions list-map-runs --execution-arn "$execution"
map_run=$answer
await 3 stepfunctions describe-map-run --map-run-arn "$map_run" --query itemCounts.total
run stepfunctions update-map-run --map-run-arn "$map_run" --max-concurrency 3
value maxConcurrency stepfunctions describe-map-run --map-run-arn "$map_run"
expect 3
run stepfunctions stop-execution --execution-arn "$execution"
await ABORTED stepfunctions describe-map-run --map-run-arn "$map_run" --query status

# What there is.
value 'executions[].name' stepfunctions list-executions --state-machine-arn "$saga"
expect "$(printf 'compensated\tretried\tsucceeds')"
value 'executions[].name' stepfunctions list-executions --state-machine-arn "$approve" --status-filter FAILED
expect stopped

# A refusal is AWS's, too.
printf '\n$ aws stepfunctions describe-execution --execution-arn %s-none\n' "$execution"
if refusal=$(aws --endpoint-url "$ENDPOINT" stepfunctions describe-execution --execution-arn "$execution-none" 2>&1); then
  surprise "an execution that never was is described"
fi
printf '%s\n' "$refusal"
case $refusal in *ExecutionDoesNotExist*) ;; *) surprise "that is another refusal" ;; esac

# And all of it goes.
run stepfunctions delete-state-machine-alias --state-machine-alias-arn "$live"
run stepfunctions delete-state-machine-version --state-machine-version-arn "$quick:1"
run stepfunctions delete-state-machine --state-machine-arn "$quick"
run stepfunctions delete-state-machine --state-machine-arn "$each"
run stepfunctions delete-state-machine --state-machine-arn "$saga"
run stepfunctions delete-state-machine --state-machine-arn "$approve"
run stepfunctions delete-activity --activity-arn "$activity"
for name in CreateUser PlaceOrder SendNotification; do
  run lambda delete-function --function-name "$name-$suffix"
done
value "length(stateMachines[?ends_with(name, '$suffix')])" stepfunctions list-state-machines
expect 0

printf '\nThe tour went as it should.\n'
