using System.Globalization;
using System.Text.Json;

using ModelProvenance.Boms.Shapes;
using ModelProvenance.Findings;
using ModelProvenance.Text;

namespace ModelProvenance.Boms.Reading;

/// <summary>The way from bytes to a document: JSON, format, shape, elements.</summary>
internal static class BomReader
{
    public static ReadResult<BomDocument> Read(byte[] utf8, string name)
    {
        var findings = new BomFindings(name);
        if (utf8.Length > BomLimits.MaxBytes)
        {
            findings.Add(BomReadRules.InvalidBomJson, $"The document is larger than {BomLimits.MaxBytes.ToString("N0", CultureInfo.InvariantCulture)} bytes and is not read.");
            return new ReadResult<BomDocument>(null, findings.ToImmutable());
        }

        if (!JsonTree.TryParse(utf8, BomLimits.MaxValues, out var tree, out var problem))
        {
            findings.Add(BomReadRules.InvalidBomJson, problem.Message, new FindingLocation(name) { Line = problem.Line, Column = problem.Column, Pointer = problem.Pointer });
            return new ReadResult<BomDocument>(null, findings.ToImmutable());
        }

        findings.Tree = tree;
        var document = Format(tree) switch
        {
            "CycloneDX" => CycloneDx(tree, name, findings),
            "SPDX" => new SpdxReader(tree, name, findings).Read(),
            _ => null,
        };
        if (document is null)
            findings.Add(BomReadRules.UnknownBomFormat, Unknown(tree.Root), tree.Root);
        return new ReadResult<BomDocument>(document, findings.ToImmutable());
    }

    /// <summary>The value at a JSON pointer (RFC 6901); null when there is none.</summary>
    public static JsonTreeNode? At(JsonTreeNode root, string pointer)
    {
        if (pointer.Length > 0 && pointer[0] != '/')
            return null;
        var node = root;
        foreach (var part in pointer.Length == 0 ? [] : pointer[1..].Split('/'))
        {
            var name = part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            var next = node.IsObject ? node.Find(name)
                : node.IsArray && int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < node.Children.Count ? node.Children[index] : null;
            if (next is null)
                return null;
            node = next;
        }

        return node;
    }

    /// <summary>The text of a member; empty when it is none.</summary>
    public static string Text(JsonTreeNode? node, string name) => node?.Find(name) is { Token: JsonTokenType.String } text ? text.Text! : "";

    /// <summary>The items of a list; none when it is none.</summary>
    public static IReadOnlyList<JsonTreeNode> Items(JsonTreeNode? node, string name) => node?.Find(name) is { IsArray: true } list ? list.Children : [];

    private static string Format(JsonTree tree)
    {
        if (!tree.Root.IsObject)
            return "";
        if (tree.Root.Find("bomFormat") is not null || (tree.Root.Find("specVersion") is not null && tree.Root.Find("components") is not null))
            return "CycloneDX";
        return tree.Root.Find("@context") is not null || tree.Root.Find("@graph") is not null ? "SPDX" : "";
    }

    private static string Unknown(JsonTreeNode root) => root.Find("spdxVersion") is { Token: JsonTokenType.String } old
        ? $"The document is {BomFindings.Quote(old.Text!)}, which has no models; SPDX 3.0.1 is read."
        : "The document is neither CycloneDX JSON ('bomFormat') nor SPDX 3 JSON-LD ('@context').";

    private static BomDocument CycloneDx(JsonTree tree, string name, BomFindings findings)
    {
        var version = Text(tree.Root, "specVersion");
        if (BomShapes.CycloneDx(version) is { } shapes)
            new ShapeChecker(shapes, findings).Check(tree.Root, "bom");
        else
            findings.Add(BomReadRules.UncheckedBomVersion, $"The document is CycloneDX {BomFindings.Quote(version)}; 1.6 and 1.7 are checked. What it says of models was read all the same.", tree.Root.Find("specVersion") ?? tree.Root);
        return new CycloneDxReader(tree, name, findings).Read();
    }
}
