HELLO = "Hello from the backend"
