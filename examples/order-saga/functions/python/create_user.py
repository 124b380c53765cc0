"""Creates a user, and removes it again when `action` is `remove`.

A call that is repeated after a crash has the same request id. The user's id is made from it, so the
repetition writes the same user once more and not a second one.
"""
import data_directory


class InvalidUser(Exception):
    pass


def handler(event, context):
    if event.get("action") == "remove":
        return remove(event["user"])
    return create(event.get("user") or {}, context.aws_request_id)


def create(wanted, request_id):
    if "@" not in wanted.get("email", ""):
        raise InvalidUser("a user needs an email address")
    user = {"id": "user-" + request_id[:8], "name": wanted.get("name"), "email": wanted["email"]}
    data_directory.write("users", user["id"], "name=%(name)s\nemail=%(email)s\n" % user)
    print("created", user["id"])
    return user


def remove(user):
    data_directory.remove("users", user["id"])
    print("removed", user["id"])
    return user
