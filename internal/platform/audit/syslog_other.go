//go:build windows || plan9

package audit

import "errors"

// toSyslog tells that this system has no syslog.
func toSyslog(Head) error { return errors.New("this system has no syslog") }
