package app

import (
	"context"
	"errors"
	"os"
	"strings"
	"time"

	"nabij/content"
	"nabij/internal/platform/db"
	"nabij/internal/platform/frozen"
	"nabij/migrations"
)

// doctorLimit is how long doctor waits for a database.
const doctorLimit = 10 * time.Second

// sqlite looks at the database file, if there is one: opening it would make one.
func (d *doctor) sqlite(ctx context.Context, source db.Source) {
	if _, err := os.Stat(source.Path()); errors.Is(err, os.ErrNotExist) {
		d.fine("doctor_database", d.T("doctor_database_new", source.Path()))
		d.content(ctx, nil)
		return
	}
	d.database(ctx, source)
}

// database looks at the database and at what is in it.
func (d *doctor) database(ctx context.Context, source db.Source) {
	ctx, cancel := context.WithTimeout(ctx, doctorLimit)
	defer cancel()
	opened, err := db.Open(ctx, source)
	var inUse *db.InUse
	switch {
	case errors.As(err, &inUse):
		d.mind("doctor_database", d.T("doctor_database_in_use", inUse.Path), d.T("doctor_database_in_use_remedy"))
		d.content(ctx, nil)
		return
	case err != nil:
		d.wrong("doctor_database", safeMessage(err, d.Lang), d.T("doctor_database_remedy"))
		d.content(ctx, nil)
		return
	}
	defer opened.Close()
	version, err := opened.Version(ctx)
	if err != nil {
		d.wrong("doctor_database", safeMessage(err, d.Lang), d.T("doctor_database_remedy"))
		return
	}
	d.fine("doctor_database", d.T("doctor_database_ok", opened.Engine(), version, opened.Where()))
	d.settings(ctx, opened)
	if d.schema(ctx, opened) {
		d.content(ctx, opened)
	} else {
		d.content(ctx, nil)
	}
}

func (d *doctor) settings(ctx context.Context, opened *db.DB) {
	settings, err := opened.Settings(ctx)
	if err != nil {
		d.wrong("doctor_settings", safeMessage(err, d.Lang), d.T("doctor_settings_remedy"))
		return
	}
	right := true
	for _, s := range settings {
		if !s.OK() {
			right = false
			d.wrong("doctor_settings", d.T("doctor_settings_wrong", s.Where, s.Name, s.Got, s.Want), d.T("doctor_settings_remedy"))
		}
	}
	if right {
		d.fine("doctor_settings", d.T("doctor_settings_ok", len(settings)))
	}
}

// schema tells whether the tables are those of this program.
func (d *doctor) schema(ctx context.Context, opened *db.DB) bool {
	pending, err := opened.Pending(ctx, migrations.Files)
	switch {
	case err != nil:
		d.wrong("doctor_schema", safeMessage(err, d.Lang), d.T("doctor_schema_remedy"))
	case len(pending) > 0:
		d.mind("doctor_schema", d.T("doctor_schema_pending", strings.Join(pending, ", ")), d.T("doctor_schema_pending_remedy"))
	default:
		d.fine("doctor_schema", d.T("doctor_schema_ok"))
		return true
	}
	return false
}

// content looks whether the content can be read and, with a database, whether released content is as it was.
func (d *doctor) content(ctx context.Context, opened *db.DB) {
	library, err := loadContent(content.FS, d.Lang)
	if err != nil {
		d.wrong("doctor_content", err.Error(), d.T("doctor_content_remedy"))
		return
	}
	packs := released(library)
	if opened != nil {
		err = frozen.Verify(ctx, opened, packs)
	}
	if err != nil {
		d.wrong("doctor_content", safeMessage(err, d.Lang), d.T("doctor_content_remedy"))
		return
	}
	d.fine("doctor_content", d.T("doctor_content_ok", len(packs)))
}
