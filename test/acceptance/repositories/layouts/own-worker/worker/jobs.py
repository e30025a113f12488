def work():
    return "done by RQ"
