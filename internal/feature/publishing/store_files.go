package publishing

import (
	"context"

	"nabij/internal/platform/access"
	"nabij/internal/platform/db"
)

func scanFile(row db.Row) (f File, err error) { return f, row.Scan(&f.Name, &f.Body, &f.Version) }

// listFiles gives the files of a version of an organisation, in order of name.
func listFiles(ctx context.Context, q db.Query, org, version string) ([]File, error) {
	return db.All(ctx, q, scanFile, `select name, body, version from pack_file where organisation_id = $1 and version_id = $2 order by name`, org, version)
}

// putFile stores a file. was is the version that the writer saw, 0 for a new file; another one means that somebody else
// wrote in it meanwhile. The caller has made sure that the version is a draft.
func putFile(ctx context.Context, tx db.Tx, a access.Actor, version, name, body string, was int64) error {
	if was == 0 {
		n, err := db.Exec(ctx, tx, `insert into pack_file (organisation_id, version_id, name, body, version) values ($1, $2, $3, $4, 1)
			on conflict (organisation_id, version_id, name) do nothing`, a.Org, version, name, body)
		if err == nil && n == 0 {
			err = errStale
		}
		return err
	}
	return step(ctx, tx, `update pack_file set body = $4, version = version + 1 where organisation_id = $1 and version_id = $2 and name = $3 and version = $5`,
		a.Org, version, name, body, was)
}

// dropFile takes a file out of a draft.
func dropFile(ctx context.Context, tx db.Tx, a access.Actor, version, name string, was int64) error {
	return step(ctx, tx, `delete from pack_file where organisation_id = $1 and version_id = $2 and name = $3 and version = $4`, a.Org, version, name, was)
}

// replaceFiles puts a whole folder in the place of what was there.
func replaceFiles(ctx context.Context, tx db.Tx, a access.Actor, version string, files []File) error {
	if _, err := db.Exec(ctx, tx, `delete from pack_file where organisation_id = $1 and version_id = $2`, a.Org, version); err != nil {
		return err
	}
	for _, f := range files {
		if err := putFile(ctx, tx, a, version, f.Name, f.Body, 0); err != nil {
			return err
		}
	}
	return nil
}
