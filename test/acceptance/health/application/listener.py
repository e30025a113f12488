"""Listens on a port as long as /tmp/down is not there."""

import os
import socket
import time

server = None
while True:
    down = os.path.exists("/tmp/down")
    if down and server:
        server.close()
        server = None
    if not down and not server:
        server = socket.create_server(("", 9000))
        server.settimeout(0.2)
    try:
        if server:
            server.accept()[0].close()
        else:
            time.sleep(0.2)
    except TimeoutError:
        pass
