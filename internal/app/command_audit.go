package app

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"nabij/internal/platform/audit"
	"nabij/internal/platform/db"
)

// auditCommand groups what is done with the audit trail: prove that it is as it was, show and make heads, read it.
type auditCommand struct {
	Verify auditVerify `cmd:"" help:"${audit_verify}"`
	Heads  auditHeads  `cmd:"" help:"${audit_heads}"`
	List   auditList   `cmd:"" help:"${audit_list}"`
}

// trail are the settings of where the audit trail keeps its key and brings its heads.
type trail struct {
	AuditKey    string   `placeholder:"FILE" help:"${flag_audit_key}"`
	AuditHeads  []string `placeholder:"FILE,…" help:"${flag_audit_heads}"`
	AuditSyslog bool     `help:"${flag_audit_syslog}"`
}

// keyPath gives the file with the key: beside the data folder and never in it, so that a copy of the data is no copy
// of the key.
func (t trail) keyPath(p place) string {
	if t.AuditKey != "" {
		return t.AuditKey
	}
	return filepath.Join(filepath.Clean(p.folder())+"-keys", "audit.key")
}

// headFiles gives the files that heads are appended to, the one for reading back first.
func (t trail) headFiles(p place) []string {
	if len(t.AuditHeads) > 0 {
		return t.AuditHeads
	}
	return []string{filepath.Join(filepath.Dir(t.keyPath(p)), "audit-heads")}
}

// folder gives the folder of the data: that of the file when the database is a file.
func (p place) folder() string {
	if source := p.source(); source.IsFile() {
		return filepath.Dir(source.Path())
	}
	return p.Data
}

// openTrail opens the log with its key, which is made when there is none yet; the person is told so.
func (c *Console) openTrail(d *db.DB, t trail, p place) (*audit.Log, error) {
	key, err := audit.OpenKey(t.keyPath(p), p.folder())
	if err != nil {
		return nil, err
	}
	if key.Made() {
		fmt.Fprintln(c.Err, c.T("audit_key_made", t.keyPath(p), key.Public()))
	}
	return audit.New(audit.Deps{DB: d, Clock: c.Clock, Key: key, Version: version()})
}

// openStored opens the database of a command that works on what is there: one that is not there is not made.
func (c *Console) openStored(ctx context.Context, p place) (*db.DB, error) {
	source := p.source()
	if source.IsFile() {
		if _, err := os.Stat(source.Path()); errors.Is(err, fs.ErrNotExist) {
			return nil, usageError(c.T("audit_no_database", source.Path()))
		}
	}
	return db.Open(ctx, source)
}

// publicKeys reads verifier keys from files. Without files it is the key that lies beside the secret one.
func (c *Console) publicKeys(files []string, secret string) ([]string, error) {
	if len(files) == 0 {
		files = []string{secret + ".pub"}
	}
	var keys []string
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			return nil, usageError(c.T("audit_no_public", file))
		}
		for _, line := range strings.Fields(string(text)) {
			keys = append(keys, line)
		}
	}
	return keys, nil
}

// auditHeads shows the heads that were made, and makes new ones when asked.
type auditHeads struct {
	place
	trail
	Make bool `help:"${flag_audit_make}"`
	Last int  `default:"10" placeholder:"N" help:"${flag_audit_last}"`
}

// Run prints the newest heads, and the newest of each organisation in full, to be kept elsewhere.
func (s *auditHeads) Run(c *Console) (err error) {
	ctx := context.Background()
	files := s.headFiles(s.place)
	if s.Make {
		if err := s.makeNow(ctx, c, files); err != nil {
			return err
		}
	}
	public, err := c.publicKeys(nil, s.keyPath(s.place))
	if err != nil {
		return err
	}
	heads, err := audit.ReadHeads(files[0], public...)
	if errors.Is(err, fs.ErrNotExist) || (err == nil && len(heads) == 0) {
		fmt.Fprintln(c.Out, c.T("audit_heads_none", files[0]))
		return nil
	}
	if err != nil {
		return err
	}
	newest := map[string]audit.Head{}
	for _, head := range heads {
		newest[head.Org] = head
	}
	for _, head := range heads[max(0, len(heads)-s.Last):] {
		fmt.Fprintln(c.Out, c.T("audit_heads_line", head.At, head.Org, head.Size, head.Short()))
	}
	for _, org := range sortedKeys(newest) {
		fmt.Fprintf(c.Out, "\n%s", newest[org].Signed)
	}
	return nil
}

func (s *auditHeads) makeNow(ctx context.Context, c *Console, files []string) (err error) {
	d, err := c.openStored(ctx, s.place)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	log, err := c.openTrail(d, s.trail, s.place)
	if err != nil {
		return err
	}
	heads, err := audit.NewHeads(log, files, s.AuditSyslog)
	if err != nil {
		return err
	}
	made, err := heads.Make(ctx)
	if err != nil {
		return err
	}
	fmt.Fprintln(c.Err, c.many("audit_heads_made", len(made)))
	return nil
}
