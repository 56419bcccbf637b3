package bench

import (
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// spent is the processor time that this process has used, so that other work on the machine does not count.
func spent(tb testing.TB) time.Duration {
	var t unix.Timespec
	if err := unix.ClockGettime(unix.CLOCK_PROCESS_CPUTIME_ID, &t); err != nil {
		tb.Fatal(err)
	}
	return time.Duration(t.Nano())
}
