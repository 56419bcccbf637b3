//go:build windows

package db

import (
	"fmt"
	"os"
	"strings"

	"golang.org/x/sys/windows"
)

// lockFile makes sure that one process at a time uses a database file; see lock_unix.go.
func lockFile(path string) (unlock func() error, err error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fmt.Errorf("cannot make the lock file: %w", err)
	}
	const flags = windows.LOCKFILE_EXCLUSIVE_LOCK | windows.LOCKFILE_FAIL_IMMEDIATELY
	if err := windows.LockFileEx(windows.Handle(f.Fd()), flags, 0, 1, 0, &windows.Overlapped{}); err != nil {
		f.Close()
		return nil, &InUse{Path: strings.TrimSuffix(path, ".lock")}
	}
	return f.Close, nil
}
