using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;

using ModelProvenance.Boms.Reading;
using ModelProvenance.Text;

namespace ModelProvenance.Boms.Shapes;

/// <summary>Holds a document against a table of shapes. Reports every deviation once, at its place.</summary>
internal class ShapeChecker(FrozenDictionary<string, JsonTreeNode> shapes, BomFindings findings)
{
    // Alternatives are tried in silence; only whether they fit counts then.
    private int _silent;
    private bool _failed;

    private readonly Dictionary<JsonTreeNode, int> _hashes = [];

    protected bool IsSilent => _silent > 0;

    public void Check(JsonTreeNode node, string shape) => Check(node, shapes[shape]);

    protected void Report(JsonTreeNode node, string message)
    {
        _failed = true;
        if (_silent == 0)
            findings.Add(BomReadRules.BomShape, message, node);
    }

    protected void Check(JsonTreeNode node, JsonTreeNode shape)
    {
        if (_silent > 0 && _failed)
            return;
        if (shape.Token == JsonTokenType.String)
            CheckSimple(node, shape.Text!);
        else if (shape.IsArray)
            CheckList(node, shape.Children[0], shape.Children[1].Text!);
        else if (shape.Find("=") is { } words)
            CheckWord(node, words);
        else if (shape.Find("|") is { } alternatives)
            CheckAlternatives(node, alternatives);
        else
            CheckObject(node, shape);
    }

    /// <summary>A shape that only some tables have.</summary>
    protected virtual void CheckReference(JsonTreeNode node, string name) => Check(node, shapes[name]);

    private void CheckSimple(JsonTreeNode node, string shape)
    {
        switch (shape[0])
        {
            case '@' or '^':
                if (shape == "@signature" || shape == "any")
                    return;
                CheckReference(node, shape[0] == '@' ? shape[1..] : shape);
                break;
            case '=':
                if (Text(node) is { } id && !BomShapes.IsCycloneDxLicenseId(id))
                    Report(node, $"{BomFindings.Quote(id)} is not an id of the SPDX list that the format names. Put other licences into 'name'.");
                break;
            case 's':
                if (Text(node) is { } text && shape.Length > 2 && !BomTextForms.Has(shape[2..], text))
                    Report(node, $"{BomFindings.Quote(text)} is not {BomTextForms.Describe(shape[2..])}.");
                break;
            case 'b':
                if (node.Token is not (JsonTokenType.True or JsonTokenType.False))
                    Report(node, $"'{NameOf(node)}' is {node.Describe()}; true or false is expected.");
                break;
            case 'i' or 'n':
                CheckNumber(node, shape);
                break;
        }
    }

    private string? Text(JsonTreeNode node)
    {
        if (node.Token == JsonTokenType.String)
            return node.Text;
        Report(node, $"'{NameOf(node)}' is {node.Describe()}; a text is expected.");
        return null;
    }

    private void CheckNumber(JsonTreeNode node, string shape)
    {
        if (node.Token != JsonTokenType.Number || !double.TryParse(node.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            Report(node, $"'{NameOf(node)}' is {node.Describe()}; a number is expected.");
            return;
        }

        if (shape[0] == 'i' && Math.Floor(number) != number)
            Report(node, $"'{NameOf(node)}' is {node.Text}; a whole number is expected.");
        var bounds = shape.AsSpan(1);
        if (bounds.StartsWith(">="))
        {
            if (number < double.Parse(bounds[2..], CultureInfo.InvariantCulture))
                Report(node, $"'{NameOf(node)}' is {node.Text}; at least {bounds[2..]} is expected.");
        }
        else if (bounds.IndexOf("..") is > 0 and var dots && (number < double.Parse(bounds[..dots], CultureInfo.InvariantCulture) || number > double.Parse(bounds[(dots + 2)..], CultureInfo.InvariantCulture)))
        {
            Report(node, $"'{NameOf(node)}' is {node.Text}; {bounds[..dots]} to {bounds[(dots + 2)..]} is expected.");
        }
    }

    private void CheckWord(JsonTreeNode node, JsonTreeNode words)
    {
        if (Text(node) is not { } text)
            return;
        foreach (var word in words.Children)
        {
            if (word.Text == text)
                return;
        }

        Report(node, $"{BomFindings.Quote(text)} is no word of '{NameOf(node)}'. Expected {string.Join(", ", words.Children.Take(12).Select(w => w.Text))}{(words.Children.Count > 12 ? ", ..." : "")}.");
    }

    private void CheckList(JsonTreeNode node, JsonTreeNode item, string flags)
    {
        if (!node.IsArray)
        {
            Report(node, $"'{NameOf(node)}' is {node.Describe()}; a list is expected.");
            return;
        }

        if (flags.Contains('1', StringComparison.Ordinal) && node.Children.Count == 0)
            Report(node, $"'{NameOf(node)}' is empty; at least one item is expected.");
        if (flags.Contains('x', StringComparison.Ordinal) && node.Children.Count > 1)
            Report(node, $"'{NameOf(node)}' has {node.Children.Count} items; one is expected.");
        foreach (var child in node.Children)
            Check(child, item);
        if (flags.Contains('u', StringComparison.Ordinal))
            CheckUnique(node);
    }

    private void CheckUnique(JsonTreeNode node)
    {
        var seen = new Dictionary<int, JsonTreeNode>();
        foreach (var child in node.Children)
        {
            if (!seen.TryAdd(Hash(child), child) && Same(seen[Hash(child)], child))
                Report(child, $"The same item stands twice in '{NameOf(node)}'.");
        }
    }

    // Computed once for each value, so that lists inside lists cost no more than their bytes.
    private int Hash(JsonTreeNode node)
    {
        if (_hashes.TryGetValue(node, out var known))
            return known;
        var hash = HashCode.Combine(node.Token, node.Text);
        foreach (var child in node.Children)
            hash = node.IsObject ? unchecked(hash + HashCode.Combine(child.Name, Hash(child))) : HashCode.Combine(hash, Hash(child));
        return _hashes[node] = hash;
    }

    private static bool Same(JsonTreeNode a, JsonTreeNode b)
    {
        if (a.Token != b.Token || a.Text != b.Text || a.Children.Count != b.Children.Count)
            return false;
        for (var i = 0; i < a.Children.Count; i++)
        {
            if ((a.IsObject ? b.Find(a.Children[i].Name) : b.Children[i]) is not { } other || !Same(a.Children[i], other))
                return false;
        }

        return true;
    }

    private void CheckAlternatives(JsonTreeNode node, JsonTreeNode alternatives)
    {
        JsonTreeNode? near = null;
        foreach (var alternative in alternatives.Children)
        {
            if (Fits(node, alternative))
                return;
            near ??= IsNear(node, alternative) ? alternative : null;
        }

        if (near is not null)
            Check(node, near);
        else
            Report(node, $"'{NameOf(node)}' is {node.Describe()}, which none of the forms allows that it may have.");
    }

    private bool Fits(JsonTreeNode node, JsonTreeNode shape)
    {
        var before = _failed;
        _failed = false;
        _silent++;
        Check(node, shape);
        _silent--;
        var fits = !_failed;
        _failed = before;
        return fits;
    }

    // The alternative to complain about: one of the same kind, of whose required members one is there.
    private bool IsNear(JsonTreeNode node, JsonTreeNode shape)
    {
        if (shape.Token == JsonTokenType.String && shape.Text![0] == '@')
            shape = shapes[shape.Text[1..]];
        if (node.IsArray)
            return shape.IsArray && (node.Children.Count == 0 || IsNear(node.Children[0], shape.Children[0]));
        if (!node.IsObject)
            return shape.Token == JsonTokenType.String && shape.Text![0] == 's' && node.Token == JsonTokenType.String;
        if (!shape.IsObject || shape.Find("=") is not null || shape.Find("|") is not null)
            return false;
        var required = shape.Children.Where(m => m.Name.EndsWith('!')).ToList();
        return required.Count == 0 || required.Exists(m => node.Find(m.Name[..^1]) is not null);
    }

    private void CheckObject(JsonTreeNode node, JsonTreeNode shape)
    {
        if (!node.IsObject)
        {
            Report(node, $"'{NameOf(node)}' is {node.Describe()}; an object is expected.");
            return;
        }

        foreach (var member in node.Children)
        {
            if ((shape.Find(member.Name) ?? shape.Find(member.Name + "!")) is { } inner && member.Name is not ("..." or "^one" or "^any" or "^not"))
                Check(member, inner);
            else if (shape.Find("...") is null)
                Report(member, $"There is no member {BomFindings.Quote(member.Name)} here.");
        }

        foreach (var member in shape.Children)
        {
            if (member.Name.EndsWith('!') && node.Find(member.Name[..^1]) is null)
                Report(node, $"The member '{member.Name[..^1]}' is missing in '{NameOf(node)}'.");
        }

        if (shape.Find("^one") is { } one && one.Children.Count(set => HasAll(node, set)) != 1)
            Report(node, $"Exactly one of {Sets(one)} is expected in '{NameOf(node)}'.");
        if (shape.Find("^any") is { } any && !any.Children.Any(set => HasAll(node, set)))
            Report(node, $"One of {Sets(any)} is missing in '{NameOf(node)}'.");
        if (shape.Find("^not") is { } not && not.Children.Any(set => HasAll(node, set)))
            Report(node, $"{Sets(not)} exclude each other in '{NameOf(node)}'.");
    }

    private static bool HasAll(JsonTreeNode node, JsonTreeNode set) => set.Children.All(name => node.Find(name.Text!) is not null);

    private static string Sets(JsonTreeNode sets) => string.Join(", ", sets.Children.Select(set => $"'{string.Join("' and '", set.Children.Select(name => name.Text))}'"));

    protected static string NameOf(JsonTreeNode node)
    {
        var pointer = node.Pointer;
        return pointer.Length == 0 ? "the document" : pointer.Length <= 80 ? pointer : "..." + pointer[^77..];
    }
}
