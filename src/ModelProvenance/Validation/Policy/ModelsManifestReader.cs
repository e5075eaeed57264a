using System.Buffers;
using System.Collections.Immutable;

using ModelProvenance.Documents;
using ModelProvenance.Facts;
using ModelProvenance.Findings;

namespace ModelProvenance.Validation.Policy;

/// <summary>Reads <c>models.json</c>.</summary>
internal static class ModelsManifestReader
{
    // No hub, registry or file system has longer names.
    private const int MaxReference = 400;

    private static readonly SearchValues<char> Hex = SearchValues.Create("0123456789abcdef");

    public static ReadResult<ModelsManifest> Read(byte[] utf8, string path)
    {
        ArgumentNullException.ThrowIfNull(utf8);
        ArgumentNullException.ThrowIfNull(path);
        if (!EditedDocument.TryOpen(utf8, path, GateRules.ManifestFormat, out var document, out var root))
            return new ReadResult<ModelsManifest>(null, document.Findings);

        var usage = root.Text("usage") ?? "";
        var policy = root.Text("policy") ?? "";
        var models = ImmutableArray.CreateBuilder<UsedModel>();
        var seen = new HashSet<(string, string)>();
        foreach (var item in root.Objects("models", required: true))
        {
            var reference = item.Text("ref", required: true);
            var revision = item.Text("revision") ?? "";
            var files = ImmutableArray.CreateBuilder<PinnedFile>();
            foreach (var file in item.Objects("files"))
            {
                var name = file.Text("path", required: true);
                var digest = file.Text("sha256", required: true);
                if (name is not null && !IsInside(name))
                    file.Problem("path", $"\"{name}\" leaves the folder of the model; a relative path without '..' is expected.");
                if (digest is not null && !IsDigest(digest))
                    file.Problem("sha256", $"\"{digest}\" is no SHA-256; 64 lower-case hex digits are expected.");
                else if (name is not null && digest is not null && IsInside(name))
                    files.Add(new PinnedFile(name, digest));
                file.RefuseOthers();
            }

            var use = item.Text("use") ?? "";
            var decision = item.Object("decision") is { } stated ? Decision(stated, item.At("decision")) : null;
            item.RefuseOthers();
            if (reference is null)
                continue;
            if (reference.Length > MaxReference)
            {
                item.Problem("ref", $"\"{reference[..40]}...\" has {reference.Length} characters; at most {MaxReference} are a name.");
                continue;
            }

            // Repository names of the hubs do not differ in case alone.
            if (!seen.Add((reference.ToUpperInvariant(), revision)))
                item.Problem("ref", $"\"{reference}\"{(revision.Length > 0 ? $" at {revision}" : "")} stands twice. Remove one of them.", GateRules.DuplicateModel);
            models.Add(new UsedModel(reference) { Revision = revision, Files = files.ToImmutable(), Use = use, Decision = decision, Location = item.At("ref") });
        }

        root.RefuseOthers();
        return new ReadResult<ModelsManifest>(
            new ModelsManifest { Usage = usage, Policy = policy, Models = models.ToImmutable(), Path = path, PolicyLocation = root.At("policy"), UsageLocation = root.At("usage") }, document.Findings);
    }

    private static ModelDecision? Decision(EditedObject stated, FindingLocation at)
    {
        SpdxExpression? license = stated.Value<SpdxExpression>("license", required: false, out var expression, "an SPDX licence expression") ? expression : null;
        var rules = stated.Texts("rules");
        var by = stated.Text("by", required: true);
        var on = stated.Day("on", required: true);
        var reason = stated.Text("reason", required: true);
        var until = stated.Day("until");
        if (on is { } first && until is { } last && last < first)
            stated.Problem("until", $"{last:yyyy-MM-dd} is before {first:yyyy-MM-dd}, on which it was decided.");
        stated.RefuseOthers();
        return by is null || on is null || reason is null
            ? null
            : new ModelDecision { License = license, Rules = [.. (rules ?? []).Select(r => r.Text)], By = by, On = on.Value, Reason = reason, Until = until, Location = at };
    }

    private static bool IsDigest(string text) => text.Length == 64 && !text.AsSpan().ContainsAnyExcept(Hex);

    private static bool IsInside(string path) => path[0] != '/' && !path.Contains('\\', StringComparison.Ordinal) && !path.Contains(':', StringComparison.Ordinal) && path.Split('/').All(part => part is not ("" or "." or ".."));
}
