//go:build !windows && !plan9

package audit

import (
	"fmt"
	"log/syslog"
	"strings"
)

// toSyslog sends a head as one line. Whoever collects the syslog of machines elsewhere keeps the heads elsewhere.
func toSyslog(h Head) error {
	w, err := syslog.New(syslog.LOG_NOTICE|syslog.LOG_AUTHPRIV, "nabij")
	if err != nil {
		return err
	}
	defer w.Close()
	return w.Notice(syslogLine(h))
}

func syslogLine(h Head) string {
	signature := h.Signed[strings.LastIndex(h.Signed, "— "):]
	return fmt.Sprintf("audit head: log %s size %d root %s moment %s signature %s", h.Org, h.Size, h.Root, h.At,
		strings.TrimSpace(strings.TrimPrefix(signature, "— ")))
}
