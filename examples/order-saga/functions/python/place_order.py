"""Places an order for a user. Fails with `OutOfStock` when too many are wanted, and with
`ServiceUnavailable` as often as the order's `flaky` asks for, then works.
"""
import data_directory

IN_STOCK = 100


class ServiceUnavailable(Exception):
    pass


class OutOfStock(Exception):
    pass


class UnknownUser(Exception):
    pass


def handler(event, context):
    user_id = event["user"]["id"]
    if not data_directory.read("users", user_id):
        raise UnknownUser("there is no user " + user_id)
    wanted = event["order"]
    attempts = count_attempt(user_id)
    if attempts <= wanted.get("flaky", 0):
        raise ServiceUnavailable("the order service is not available, attempt %d" % attempts)
    if wanted["quantity"] > IN_STOCK:
        raise OutOfStock(
            "%d of %s are wanted, %d are in stock" % (wanted["quantity"], wanted["item"], IN_STOCK)
        )
    order = {
        "id": user_id.replace("user-", "order-", 1),
        "item": wanted["item"],
        "quantity": wanted["quantity"],
        "attempts": attempts,
    }
    text = "user=%s\nitem=%s\nquantity=%d\n" % (user_id, order["item"], order["quantity"])
    data_directory.write("orders", order["id"], text)
    print("placed", order["id"], "at attempt", attempts)
    return order


def count_attempt(user_id):
    attempts = int(data_directory.read("attempts", user_id) or 0) + 1
    data_directory.write("attempts", user_id, str(attempts))
    return attempts
