# Runs one attempt of a job and outlives the server that started it.
#   supervise.sh FOLDER WORK COMMAND...
# Files in FOLDER: claim (made by the one supervisor that may run), pid (its own), job (the program's),
# log (what the program writes), exit (its code).
trap '' INT HUP QUIT
cd "$1" || exit 0
mkdir claim 2>/dev/null || exit 0
echo $$ >pid.new && mv pid.new pid
work=$2
shift 2
(cd "$work" && exec "$@") >log 2>&1 </dev/null &
echo $! >job.new && mv job.new job
wait $!
code=$?
echo $code >exit.new && mv exit.new exit
