package publishing

import (
	"context"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"

	"nabij/internal/framework"
	"nabij/internal/platform/access"
	"nabij/internal/platform/audit"
	"nabij/internal/platform/db"
	"nabij/internal/platform/fault"
	"nabij/internal/platform/web"
)

var packName = regexp.MustCompile(`^[a-z][a-z0-9-]{0,59}$`)

// packKinds are the kinds of packs, as the engine calls them.
var packKinds = []string{"framework", "guidelines", "helplines"}

// begin makes a draft: the newest version of a pack that is there, or a header alone. It gives the id of the draft.
func (f *Feature) begin(ctx context.Context, form *web.Form) (string, error) {
	from := form.Text("van")
	v := Version{Pack: form.Text("naam"), Number: "1.0.0", Kind: form.Text("soort")}
	var files []File
	if from != "" {
		p := f.Library(ctx).Find(from, "")
		if p == nil {
			return "", fault.New(fault.NotFound, fault.Text{})
		}
		v.Pack, v.Kind, v.BasedOn = from, p.Head.Kind, p.Key()
		var err error
		if files, err = f.filesOf(ctx, p); err != nil {
			return "", err
		}
	} else if err := f.checkNew(ctx, form, v); err != nil {
		return "", err
	}
	return f.work(ctx, form, func(ctx context.Context, tx db.Tx, a access.Actor) (string, error) {
		_, d, err := f.base().May(ctx, access.Add, objectKind(v.Kind), "")
		if err != nil {
			return "", err
		}
		if from == "" {
			files = []File{{Name: "pack.yaml", Body: FirstHeader(v.Pack, v.Kind, form.Text("titel"))}}
		} else {
			all, err := listVersions(ctx, tx, a, v.Pack)
			if err != nil {
				return "", err
			}
			_, number, _ := strings.Cut(v.BasedOn, "@")
			v.Number = NextVersion(number, func(n string) bool {
				return slices.ContainsFunc(all, func(x Version) bool { return x.Number == n }) || f.BuiltIn.Find(v.Pack, n) != nil
			})
			for i := range files {
				if files[i].Name == "pack.yaml" {
					files[i].Body = Restart(files[i].Body, v.Number)
				}
			}
		}
		v.Checksum = checksumOf(files)
		if v.ID, err = f.newID(); err != nil {
			return "", err
		}
		if err := addVersion(ctx, tx, a, v, files, f.now()); err != nil {
			return "", err
		}
		if err := f.wroteDown(ctx, tx, a, v, "started", ""); err != nil {
			return "", err
		}
		return v.ID, f.Audit.Record(ctx, tx, audit.Line{Event: event(v.Kind, "changed"), Kind: objectKind(v.Kind), ID: v.ID, Ground: d.Ground, Detail: "act:started"})
	})
}

func (f *Feature) checkNew(ctx context.Context, form *web.Form, v Version) error {
	if !packName.MatchString(v.Pack) {
		form.Problem("naam", fault.Say("Gebruik kleine letters, cijfers en streepjes, zoals hete-dag.", "Use lower-case letters, digits and hyphens, such as hot-day."))
	} else if f.Library(ctx).Find(v.Pack, "") != nil {
		form.Problem("naam", fault.Say("Dit pakket is er al. Maak er een nieuwe versie van.", "This pack is there already. Make a new version of it."))
	}
	if !slices.Contains(packKinds, v.Kind) {
		form.Problem("soort", fault.Say("Kies een soort.", "Choose a kind."))
	}
	if form.Text("titel") == "" {
		form.Problem("titel", fault.Say("Geef het pakket een titel.", "Give the pack a title."))
	}
	return form.Err()
}

// wroteDown adds what happened to the history of a version.
func (f *Feature) wroteDown(ctx context.Context, tx db.Tx, a access.Actor, v Version, act, words string) error {
	id, err := f.newID()
	if err != nil {
		return err
	}
	return addAct(ctx, tx, a, id, v.ID, act, words, f.now())
}

// filesOf gives the files of a pack in force: of the organisation, or of those that come with the program.
func (f *Feature) filesOf(ctx context.Context, p *framework.Pack) ([]File, error) {
	if a, ok := access.From(ctx); ok {
		for _, x := range f.shelf(ctx, a.Org, false).laid {
			if x.Pack == p {
				return listFiles(ctx, f.DB.Read(), a.Org, x.Version.ID)
			}
		}
	}
	var out []File
	for _, dir := range []string{p.Dir, path.Join(p.Dir, "cases")} {
		entries, err := fs.ReadDir(f.Files, dir)
		if err != nil && dir != p.Dir { // a pack without cases
			continue
		}
		if err != nil {
			return nil, err
		}
		for _, e := range entries {
			if e.IsDir() || path.Ext(e.Name()) != ".yaml" {
				continue
			}
			name := path.Join(dir, e.Name())
			body, err := fs.ReadFile(f.Files, name)
			if err != nil {
				return nil, err
			}
			out = append(out, File{Name: strings.TrimPrefix(name, p.Dir+"/"), Body: string(body)})
		}
	}
	return out, nil
}

// write changes the files of a draft: fn does it, after which the header is read again and the size looked at.
func (f *Feature) write(ctx context.Context, form *web.Form, id, detail string, fn func(ctx context.Context, tx db.Tx, a access.Actor, v Version) error) error {
	_, err := f.work(ctx, form, func(ctx context.Context, tx db.Tx, a access.Actor) (string, error) {
		if err := hold(ctx, tx, a, id); err != nil {
			return "", err
		}
		a, d, v, err := f.open(ctx, tx, access.Change, id)
		if err != nil {
			return "", err
		}
		if !v.Open() {
			return "", errState
		}
		if err := fn(ctx, tx, a, v); err != nil {
			return "", err
		}
		files, err := listFiles(ctx, tx, a.Org, v.ID)
		if err != nil {
			return "", err
		}
		if problem := CheckSize(files); problem != (fault.Text{}) {
			return "", fault.New(fault.Invalid, fault.Text{}).At("tekst", problem)
		}
		if err := readHead(&v, files); err != nil {
			return "", err
		}
		v.Checksum = checksumOf(files)
		if err := addAuthor(ctx, tx, a, v.ID); err != nil {
			return "", err
		}
		if err := touch(ctx, tx, a, v, f.now()); err != nil {
			return "", err
		}
		return v.ID, f.Audit.Record(ctx, tx, audit.Line{Event: event(v.Kind, "changed"), Kind: objectKind(v.Kind), ID: v.ID, Ground: d.Ground, Detail: detail})
	})
	return err
}

// readHead takes name, number and kind over from the header, as far as it can be read.
func readHead(v *Version, files []File) error {
	folder, err := folderOf(slices.DeleteFunc(slices.Clone(files), func(x File) bool { return x.Name != "pack.yaml" }))
	if err != nil {
		return err
	}
	p, _ := framework.Load(folder, ".")
	if packName.MatchString(string(p.Head.ID)) {
		v.Pack = string(p.Head.ID)
	}
	if fmt.Sprintf("%d.%d.%d", numbers(p.Head.Version)[0], numbers(p.Head.Version)[1], numbers(p.Head.Version)[2]) == p.Head.Version {
		v.Number = p.Head.Version
	}
	if slices.Contains(packKinds, p.Head.Kind) {
		v.Kind = p.Head.Kind
	}
	return nil
}
