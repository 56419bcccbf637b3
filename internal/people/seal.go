package people

import (
	"context"
	"errors"
	"strings"
	"sync/atomic"

	"nabij/internal/platform/access"
	"nabij/internal/platform/db"
)

// Seal locks a text to one place, with a key that does not lie in the database: whoever has the database alone reads
// nothing, and a text moved to another place does not open. access.Key is one.
type Seal interface {
	Seal(place, text string) (string, error)
	Open(place, sealed string) (string, error)
}

// sealedBlocks are the blocks that are stored sealed: how to reach somebody without danger, and where they live, which
// may be secret. What searches and lists need of an address that is not secret stands in the frame.
var sealedBlocks = map[BlockName]bool{BlockSafe: true, BlockLiving: true}

// sealMark stands before a sealed text; a text that is not sealed is JSON and begins with a brace.
const sealMark = "sealed:"

// theSeal is the one thing that this package remembers: every slice reads blocks, and none of them should be able to
// forget the key.
var theSeal atomic.Pointer[Seal]

// UseSeal sets the key for the texts that are stored sealed, once, before the first resident is read. Without one they
// are stored as they are, and what is sealed does not open.
func UseSeal(s Seal) {
	if s == nil {
		theSeal.Store(nil)
		return
	}
	theSeal.Store(&s)
}

var errNoSeal = errors.New("a text about a resident is sealed, and no key was given to open it with")

// place is what a text is locked to. The version is left out, because a version that is put by keeps its text.
func place(org, resident string, block BlockName) string {
	return strings.Join([]string{"resident_block", org, resident, string(block)}, "|")
}

func sealBody(org, resident string, block BlockName, body string) (string, error) {
	s := theSeal.Load()
	if s == nil || !sealedBlocks[block] {
		return body, nil
	}
	sealed, err := (*s).Seal(place(org, resident, block), body)
	return sealMark + sealed, err
}

func openBody(org, resident string, block BlockName, body string) (string, error) {
	sealed, is := strings.CutPrefix(body, sealMark)
	if !is {
		return body, nil
	}
	s := theSeal.Load()
	if s == nil {
		return "", errNoSeal
	}
	return (*s).Open(place(org, resident, block), sealed)
}

// rotating seals with one key and opens with several.
type rotating struct {
	now    Seal
	before []Seal
}

// Rotating is the seal while a key is being changed: it seals with the new key and opens with any of them. When Reseal is
// done, only the new one is needed.
func Rotating(now Seal, before ...Seal) Seal { return rotating{now, before} }

func (r rotating) Seal(place, text string) (string, error) { return r.now.Seal(place, text) }

func (r rotating) Open(place, sealed string) (string, error) {
	text, err := r.now.Open(place, sealed)
	for _, s := range r.before {
		if err == nil {
			break
		}
		text, err = s.Open(place, sealed)
	}
	return text, err
}

// resealAtOnce is how many files are sealed again in one transaction.
const resealAtOnce = 200

// Reseal seals every text again with the seal of UseSeal, in all organisations: after the key was changed, and for what
// was stored before there was a key. It may be cut off and begun again. progress, which may be nil, hears after each
// part how many files were looked at.
func Reseal(ctx context.Context, d *db.DB, progress func(done int64)) error {
	if theSeal.Load() == nil {
		return errNoSeal
	}
	var done int64
	after := fileID{}
	for {
		var part []fileID
		err := d.InTx(ctx, func(ctx context.Context, tx db.Tx) (err error) {
			if part, err = nextFiles(ctx, tx, after, resealAtOnce); err != nil {
				return err
			}
			for _, f := range part {
				if err := resealFile(ctx, tx, f); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil || len(part) == 0 {
			return err
		}
		after, done = part[len(part)-1], done+int64(len(part))
		if progress != nil {
			progress(done)
		}
	}
}

// resealed gives a text sealed anew; the same text when it could not be read is an error, never a loss.
func resealed(org, resident string, block BlockName, body string) (string, error) {
	text, err := openBody(org, resident, block, body)
	if err != nil {
		return "", err
	}
	return sealBody(org, resident, block, text)
}

// actorOf is who reads blocks of an organisation for the store itself.
func actorOf(org string) access.Actor { return access.Actor{Org: org} }
