package app

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"syscall"
	"time"

	"nabij/internal/platform/db"
)

// What is left on the disk when doctor begins to warn, and when it calls it wrong.
const (
	littleSpace = 1 << 30
	noSpace     = 100 << 20
)

// oldestClock is a moment before which this program did not exist: a clock before it is not set.
var oldestClock = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)

// folder looks at the folder of the database file.
func (d *doctor) folder(source db.Source) {
	dir := filepath.Dir(source.Path())
	info, err := os.Stat(dir)
	switch {
	case errors.Is(err, os.ErrNotExist):
		parent := existingParent(dir)
		if !writable(parent) {
			d.wrong("doctor_folder", d.T("doctor_folder_readonly", parent), d.T("doctor_folder_readonly_remedy"))
			return
		}
		d.fine("doctor_folder", d.T("doctor_folder_new", dir))
		dir = parent
	case err != nil:
		d.wrong("doctor_folder", err.Error(), d.T("doctor_folder_readonly_remedy"))
		return
	case !info.IsDir():
		d.wrong("doctor_folder", d.T("doctor_folder_nodir", dir), d.T("doctor_folder_nodir_remedy"))
		return
	case !writable(dir):
		d.wrong("doctor_folder", d.T("doctor_folder_readonly", dir), d.T("doctor_folder_readonly_remedy"))
	case runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0:
		d.mind("doctor_folder", d.T("doctor_folder_open", dir, info.Mode().Perm()), d.T("doctor_folder_open_remedy", dir))
	default:
		d.fine("doctor_folder", d.T("doctor_folder_ok", dir))
	}
	if kind := db.NetworkFolder(dir); kind != "" {
		d.wrong("doctor_folder", d.T("doctor_folder_network", dir, kind), d.T("doctor_folder_network_remedy"))
	}
	d.disk(dir)
}

// existingParent gives the nearest folder above that is there.
func existingParent(dir string) string {
	for {
		parent := filepath.Dir(dir)
		if _, err := os.Stat(parent); err == nil || parent == dir {
			return parent
		}
		dir = parent
	}
}

// writable tries it, because rights alone do not tell (a disk can be read-only, a container can forbid it).
func writable(dir string) bool {
	f, err := os.CreateTemp(dir, ".nabij-doctor-*")
	if err != nil {
		return false
	}
	f.Close()
	return os.Remove(f.Name()) == nil
}

func (d *doctor) disk(dir string) {
	left, ok := freeSpace(dir)
	switch told := d.T("doctor_disk_left", size(left)); {
	case !ok:
		d.fine("doctor_disk", d.T("doctor_disk_unknown"))
	case left < noSpace:
		d.wrong("doctor_disk", told, d.T("doctor_disk_remedy"))
	case left < littleSpace:
		d.mind("doctor_disk", told, d.T("doctor_disk_remedy"))
	default:
		d.fine("doctor_disk", told)
	}
}

func size(bytes uint64) string {
	if bytes >= 1<<30 {
		return fmt.Sprintf("%d GB", bytes>>30)
	}
	return fmt.Sprintf("%d MB", bytes>>20)
}

// zone looks at the clock and at the knowledge of time zones, on which every day of contact depends.
func (d *doctor) zone() {
	place, err := time.LoadLocation(zone)
	if err != nil {
		d.wrong("doctor_clock", err.Error(), d.T("doctor_clock_remedy"))
		return
	}
	now := d.Clock.Now().In(place)
	told := now.Format("2006-01-02 15:04 MST")
	if now.Before(oldestClock) {
		d.wrong("doctor_clock", d.T("doctor_clock_old", told), d.T("doctor_clock_remedy"))
		return
	}
	d.fine("doctor_clock", d.T("doctor_clock_ok", told))
}

// door tries whether an address is free.
func (d *doctor) door(ctx context.Context, address string) {
	listener, err := listen(ctx, d.Console, address)
	switch {
	case err == nil:
		listener.Close()
		d.fine("doctor_door", d.T("doctor_door_ok", address))
	case errors.Is(err, syscall.EADDRINUSE):
		d.mind("doctor_door", d.T("doctor_door_taken", address), d.T("doctor_door_taken_remedy"))
	default:
		d.wrong("doctor_door", err.Error(), d.T("doctor_door_wrong_remedy"))
	}
}
