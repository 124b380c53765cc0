"""Runs a Python function: asks the Lambda Runtime API for calls and posts what came of them.

Started by the server with a pipe as standard input; when the pipe closes, the server is gone and
this process ends with all processes that it started. Standard library only; Python 3.8 or later.
"""
import http.client
import importlib
import json
import os
import signal
import sys
import threading
import time
import traceback


def end_with_server():
    """Waits on the pipe and then kills the process group, which is this worker's own."""
    pipe = os.dup(0)
    os.set_inheritable(pipe, False)
    with open(os.devnull, "rb") as nothing:
        os.dup2(nothing.fileno(), 0)
    os.setpgid(0, 0)

    def wait():
        while os.read(pipe, 1024):
            pass
        os.killpg(0, signal.SIGKILL)

    threading.Thread(target=wait, daemon=True).start()


class Context:
    """What a handler is given beside the event; names and meaning as on AWS."""

    def __init__(self, headers):
        self.aws_request_id = headers["Lambda-Runtime-Aws-Request-Id"]
        self.invoked_function_arn = headers["Lambda-Runtime-Invoked-Function-Arn"]
        self.function_name = os.environ["AWS_LAMBDA_FUNCTION_NAME"]
        self.function_version = os.environ["AWS_LAMBDA_FUNCTION_VERSION"]
        self.memory_limit_in_mb = os.environ["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"]
        self.log_group_name = os.environ["AWS_LAMBDA_LOG_GROUP_NAME"]
        self.log_stream_name = os.environ["AWS_LAMBDA_LOG_STREAM_NAME"]
        self.identity = None
        self.client_context = ClientContext.of(headers["Lambda-Runtime-Client-Context"])
        self._deadline = int(headers["Lambda-Runtime-Deadline-Ms"])

    def get_remaining_time_in_millis(self):
        return max(0, self._deadline - int(time.time() * 1000))


class ClientContext:
    """What the caller told beside the event: custom, env and client."""

    def __init__(self, members):
        self.custom = members.get("custom")
        self.env = members.get("env")
        self.client = members.get("client")

    @staticmethod
    def of(text):
        return None if text is None else ClientContext(json.loads(text))


class InitError(Exception):
    def __init__(self, error_type, message, trace=()):
        super().__init__(message)
        self.document = error(error_type, message, "", trace)


def error(error_type, message, request_id, trace):
    return {
        "errorMessage": message,
        "errorType": error_type,
        "requestId": request_id,
        "stackTrace": list(trace),
    }


def thrown(exception, request_id):
    """The error document of an exception: its frames without those of this file."""
    frames = traceback.extract_tb(exception.__traceback__)
    own = [frame for frame in frames if frame.filename != __file__ and "importlib" not in frame.filename]
    return error(type(exception).__name__, str(exception), request_id, traceback.format_list(own))


def load(handler):
    """Finds the function that `module.function` names; a path before the module may have slashes."""
    module_name, dot, function_name = handler.rpartition(".")
    if not dot or not module_name:
        raise InitError(
            "Runtime.MalformedHandlerName",
            "Bad handler '%s': it must be of the form module.function" % handler,
        )
    try:
        module = importlib.import_module(module_name.replace("/", "."))
    except ImportError as e:
        raise InitError("Runtime.ImportModuleError", "Unable to import module '%s': %s" % (module_name, e))
    except SyntaxError as e:
        trace = ['  File "%s" Line %s\n    %s' % (e.filename, e.lineno, e.text)]
        raise InitError("Runtime.UserCodeSyntaxError", "Syntax error in module '%s': %s" % (module_name, e), trace)
    if not hasattr(module, function_name):
        raise InitError("Runtime.HandlerNotFound", "Handler '%s' missing on module '%s'" % (function_name, module_name))
    return getattr(module, function_name)


class RuntimeApi:
    def __init__(self, endpoint):
        host, _, secret = endpoint.partition("/")
        self.connection = http.client.HTTPConnection(host)
        self.path = "/" + secret + "/2018-06-01/runtime/"

    def call(self, method, action, body=None):
        self.connection.request(method, self.path + action, body, {"Content-Type": "application/json"})
        response = self.connection.getresponse()
        return response.status, response.headers, response.read()

    def post(self, action, document):
        self.call("POST", action, document.encode("utf-8"))


def text(value):
    return json.dumps(value, ensure_ascii=False)


def run(handler, event, context):
    """Calls the handler. Returns the last part of the path to post to, and the document."""
    try:
        result = handler(json.loads(event), context)
    except Exception as e:
        document = thrown(e, context.aws_request_id)
        print("[ERROR] %s: %s" % (document["errorType"], document["errorMessage"]))
        print("Traceback (most recent call last):\n" + "".join(document["stackTrace"]), end="")
        return "error", text(document)
    try:
        return "response", text(result)
    except Exception as e:
        message = "Unable to marshal response: %s" % e
        return "error", text(error("Runtime.MarshalError", message, context.aws_request_id, []))


def main():
    end_with_server()
    api = RuntimeApi(os.environ["AWS_LAMBDA_RUNTIME_API"])
    sys.path[0] = os.environ["LAMBDA_TASK_ROOT"]
    try:
        handler = load(os.environ["_HANDLER"])
    except InitError as e:
        print("[ERROR] %s: %s" % (e.document["errorType"], e.document["errorMessage"]))
        api.post("init/error", text(e.document))
        sys.exit(1)
    except Exception as e:
        document = thrown(e, "")
        print("[ERROR] %s: %s" % (document["errorType"], document["errorMessage"]))
        api.post("init/error", text(document))
        sys.exit(1)
    while True:
        status, headers, event = api.call("GET", "invocation/next")
        if status != 200:
            sys.exit(0)
        os.environ["_X_AMZN_TRACE_ID"] = headers.get("Lambda-Runtime-Trace-Id", "")
        context = Context(headers)
        ending, document = run(handler, event, context)
        sys.stdout.flush()
        api.post("invocation/%s/%s" % (context.aws_request_id, ending), document)


main()
