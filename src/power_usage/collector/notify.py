"""What systemd wants to know of a service of `Type=notify`: sd_notify(3), without a library."""

import os
import socket


def notify(state: str) -> None:
    """Tell the service manager that started us, if one did. Nothing depends on it, so nothing fails by it."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address or not hasattr(socket, "AF_UNIX"):
        return
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as door:
            # An @ stands for an abstract socket, whose name begins with a zero byte.
            door.sendto(state.encode(), f"\0{address[1:]}" if address.startswith("@") else address)
    except OSError:
        return
