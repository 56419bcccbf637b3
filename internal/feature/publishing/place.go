package publishing

import (
	"nabij/internal/framework"
	"nabij/internal/platform/fault"
)

// laid is a version of an organisation, read.
type laid struct {
	Version Version
	Pack    *framework.Pack
	Broken  fault.Text // why it cannot be used, when Pack is nil
}

// LeftOut is a released version that is not in force, because it cannot be used.
type LeftOut struct {
	Version Version
	Why     fault.Text
}

// readPack reads the files of a version. Whether it counts as released is decided here, and not by a word in its header.
func readPack(files []File, released bool) (*framework.Pack, framework.Issues, error) {
	folder, err := folderOf(files)
	if err != nil {
		return nil, nil, err
	}
	p, issues := framework.Load(folder, ".")
	if p.Head.Status = "draft"; released {
		p.Head.Status = "released"
	}
	return p, issues, nil
}

// assemble lays versions on the content of the program, in the order given. One with which something could not be
// compiled any more is left out, so that the older version serves and the program goes on.
func assemble(base *framework.Library, list []laid) (*framework.Library, []LeftOut) {
	var left []LeftOut
	out := base
	for _, x := range list {
		if x.Pack == nil {
			left = append(left, LeftOut{x.Version, x.Broken})
			continue
		}
		next := out.With(x.Pack)
		if issues := next.Breaks(x.Pack); len(issues) > 0 {
			left = append(left, LeftOut{x.Version, say2(issues[0])})
			continue
		}
		out = next
	}
	return out, left
}

func say2(i framework.Issue) fault.Text { return fault.Say(i.In("nl"), i.In("en")) }
