//go:build linux || darwin || freebsd

package app

import "syscall"

// freeSpace gives the bytes on the disk of a folder that this user may still write.
func freeSpace(dir string) (bytes uint64, ok bool) {
	var s syscall.Statfs_t
	if err := syscall.Statfs(dir, &s); err != nil {
		return 0, false
	}
	return uint64(s.Bavail) * uint64(s.Bsize), true
}
