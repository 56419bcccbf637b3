// Package migrations holds the history of the database: numbered files of plain SQL, the same for SQLite and
// PostgreSQL. A file that was released is never changed; what must differ comes in a new file. There is no way down.
package migrations

import "embed"

// Files are the migrations.
//
//go:embed *.sql
var Files embed.FS
