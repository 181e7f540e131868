"""How guesses at passwords and codes are counted: as whose, and for how long."""

from datetime import timedelta
from ipaddress import IPv6Address, ip_address, ip_network

ACCOUNT, ADDRESS = "account", "address"
#: At how many failures that have not faded a subject has to wait, within what they fade, and how long.
MOST = {ACCOUNT: 10, ADDRESS: 50}
REMEMBERED = timedelta(minutes=15)
WAIT = timedelta(minutes=15)


def counted_address(address: str) -> str:
    """Return under what a network address is counted: of IPv6 the /64 that it lies in.

    Whoever has one address of such a network may use any other of it.

    >>> counted_address("192.0.2.7"), counted_address("::ffff:192.0.2.7"), counted_address("2001:db8::1:2")
    ('192.0.2.7', '192.0.2.7', '2001:db8::/64')
    """
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if not isinstance(found, IPv6Address):
        return str(found)
    return str(found.ipv4_mapped or ip_network((int(found) >> 64 << 64, 64)))


def left_of(failures: int, since: timedelta, fades_within: timedelta) -> int:
    """Return how many failures still count a while after the last of them.

    Were they forgotten all together, one typing error now and then would keep an office's address at
    its limit for ever; were part of one taken for nothing, many at short intervals would count as none.

    >>> [left_of(9, timedelta(minutes=each), timedelta(minutes=15)) for each in (0, 1, 5, 14, 15, 99)]
    [9, 9, 6, 1, 0, 0]
    """
    left = fades_within - min(max(since, timedelta()), fades_within)
    return -(-failures * left // fades_within)
