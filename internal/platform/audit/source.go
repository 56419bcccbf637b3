package audit

import (
	"context"
	"net"
	"net/netip"
	"strings"

	"nabij/internal/platform/access"
)

// Installation is the log of events outside every organisation: the program started, an unknown name tried to sign in.
const Installation = "installation"

// Source is where a request came from, as far as the audit keeps it.
type Source struct {
	Request string // the id of the request, as in the technical log
	Device  string // a class: phone, tablet, computer, program; see Classify
	Address string // a class: this, inside, outside; see Classify
	Behalf  string // the worker who is responsible, when somebody acts on another's behalf
	Role    string // the role in which the actor acts now; left out, all their roles
}

type sourceKey struct{}

// WithSource puts in the context where the request came from. The web layer does so once for each request.
func WithSource(ctx context.Context, s Source) context.Context {
	return context.WithValue(ctx, sourceKey{}, s)
}

func sourceOf(ctx context.Context) Source {
	s, _ := ctx.Value(sourceKey{}).(Source)
	return s
}

// As puts the program itself in the context as the actor, for work that nobody asked for at that moment: a job, a
// start, a command. via is job, cli or start. org may be Installation.
func As(ctx context.Context, org, via string) context.Context {
	return access.With(ctx, access.Actor{ID: "program", Org: org, Via: via})
}

// Unknown puts somebody in the context who has not shown who they are: for a sign-in that failed.
func Unknown(ctx context.Context, org string) context.Context {
	return access.With(ctx, access.Actor{ID: "unknown", Org: org, Via: "web"})
}

// Classify turns what a browser says of itself, and the address it comes from, into classes. Neither the make nor the
// address is kept: the audit asks whether it was a phone outside, not whose.
func Classify(userAgent, remote string) (device, address string) {
	return deviceClass(userAgent), addressClass(remote)
}

func deviceClass(agent string) string {
	switch a := strings.ToLower(agent); {
	case a == "":
		return "unknown"
	case !strings.Contains(a, "mozilla/"):
		return "program"
	case strings.Contains(a, "ipad"), strings.Contains(a, "tablet"), strings.Contains(a, "android") && !strings.Contains(a, "mobile"):
		return "tablet"
	case strings.Contains(a, "mobi"), strings.Contains(a, "iphone"):
		return "phone"
	}
	return "computer"
}

func addressClass(remote string) string {
	host, _, err := net.SplitHostPort(remote)
	if err != nil {
		host = remote
	}
	ip, err := netip.ParseAddr(host)
	switch ip = ip.Unmap(); {
	case err != nil:
		return "unknown"
	case ip.IsLoopback():
		return "this"
	case ip.IsPrivate(), ip.IsLinkLocalUnicast():
		return "inside"
	}
	return "outside"
}
