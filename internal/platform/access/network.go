package access

import (
	"net/netip"
	"strings"
)

// Network gives what attempts are counted by: the network of a remote address such as 192.0.2.7:1234 or [2001:db8::1]:1234: the
// address itself in IPv4, the network of the house in IPv6. What is no address counts
// as one network together, so that nonsense is no way around the count.
func Network(remote string) string {
	address := remote
	if at, err := netip.ParseAddrPort(remote); err == nil {
		address = at.Addr().String()
	}
	ip, err := netip.ParseAddr(strings.Trim(address, "[]"))
	if err != nil {
		return "unknown"
	}
	ip = ip.Unmap().WithZone("")
	if ip.Is4() {
		return ip.String()
	}
	prefix, err := ip.Prefix(64)
	if err != nil {
		return "unknown"
	}
	return prefix.String()
}
