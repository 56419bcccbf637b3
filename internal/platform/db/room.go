package db

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"time"
)

// On a full disk nothing can be stored, not even the line in the audit trail without which no file may be shown, nor
// that somebody signed out. So a file without any content holds room beside the database. When the disk is nearly full
// that file goes, and there is room for hours of reading, in which somebody can be called. It comes back by itself.
const (
	// roomAside is how much is held.
	roomAside = 64 << 20
	// roomLow is how much must be free at the beginning of a change; with less, what is held is given.
	roomLow = 4 << 20
	// roomEvery is how often is looked whether room can be held again.
	roomEvery = 10 * time.Second
	roomName  = ".room"
)

// room is the file that holds room, for a database that is a file.
type room struct {
	path string
	mu   sync.Mutex
}

func roomOf(database string) *room { return &room{path: database + roomName} }

// give gives the room that is held when the disk is nearly full, and tells whether it did.
func (r *room) give() bool {
	if r == nil {
		return false
	}
	free, ok := freeBytes(filepath.Dir(r.path))
	if !ok || free >= roomLow {
		return false
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if err := os.Remove(r.path); err != nil {
		return false // it was given before
	}
	slog.Error("disk", "what", "the disk of the database is full; the room that was held aside is being used")
	return true
}

// hold takes the room when it is not held and there is enough for that.
func (r *room) hold() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if info, err := os.Stat(r.path); err == nil && info.Size() == roomAside {
		return nil
	}
	if free, ok := freeBytes(filepath.Dir(r.path)); !ok || free < 2*roomAside {
		return nil
	}
	f, err := os.OpenFile(r.path, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	if err := errors.Join(allocate(f, roomAside), f.Close()); err != nil {
		return errors.Join(err, os.Remove(r.path))
	}
	return nil
}

// KeepRoom holds room on the disk for when it is full, until the context ends. Only a program that serves needs it; for
// a database on a server it does nothing.
func (d *DB) KeepRoom(ctx context.Context) error {
	if d.room == nil {
		return nil
	}
	ticker := time.NewTicker(roomEvery)
	defer ticker.Stop()
	for {
		if err := d.room.hold(); err != nil {
			slog.Warn("disk", "what", "no room can be held aside for a full disk", "error", err.Error())
		}
		select {
		case <-ctx.Done():
			return nil
		case <-ticker.C:
		}
	}
}
