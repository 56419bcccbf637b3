package audit

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

const (
	// newestEvery is how often the newest head is written beside the others, in place of the one before.
	newestEvery  = 5 * time.Second
	newestSuffix = ".newest"
)

// Newest signs a head for every organisation whose log has grown, and puts the newest of all in the file beside each
// file of heads. So a tail that is cut off is missed when it is older than some seconds, and not some minutes, while
// the files of heads do not grow by it.
func (h *Heads) Newest(ctx context.Context) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	sizes, err := h.log.store.sizes(ctx, h.log.DB.Read())
	if err != nil {
		return err
	}
	for org := range h.last {
		sizes[org] += 0 // the whole log of an organisation can be gone
	}
	grown := false
	var wrong []error
	for org, size := range sizes {
		if size == h.last[org].Size {
			continue
		}
		if _, err := h.sign(ctx, org); err != nil {
			wrong = append(wrong, err)
			continue
		}
		grown = true
	}
	if !grown {
		return errors.Join(wrong...)
	}
	var text strings.Builder
	for _, org := range slices.Sorted(maps.Keys(h.last)) {
		text.WriteString(h.last[org].Signed + "\n")
	}
	for _, file := range h.files {
		if err := replaceWith(file+newestSuffix, text.String()); err != nil {
			wrong = append(wrong, fmt.Errorf("the newest head of the audit trail cannot be brought to %s: %w", file+newestSuffix, err))
		}
	}
	return errors.Join(wrong...)
}

// replaceWith puts a text in a file, all of it or nothing.
func replaceWith(file, text string) error {
	f, err := os.CreateTemp(filepath.Dir(file), filepath.Base(file)+".*")
	if err != nil {
		return err
	}
	_, err = f.WriteString(text)
	if err := errors.Join(err, f.Chmod(0o644), f.Sync(), f.Close()); err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return os.Rename(f.Name(), file)
}
