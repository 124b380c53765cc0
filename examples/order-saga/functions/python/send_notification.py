"""Tells a user about an order: writes the message to a file, as a mail server would to a queue. One
file for each order, so a repeated call does not tell the user twice.
"""
import data_directory


def handler(event, context):
    user, order = event["user"], event["order"]
    data_directory.write(
        "notifications",
        order["id"],
        "To: %s\n\nDear %s, we have your order %s: %d x %s.\n"
        % (user["email"], user["name"], order["id"], order["quantity"], order["item"]),
    )
    print("notified", user["email"], "of", order["id"])
    return {"to": user["email"]}
