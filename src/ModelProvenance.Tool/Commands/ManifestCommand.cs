using System.Collections.Immutable;
using System.CommandLine;
using System.Security.Cryptography;

using ModelProvenance.Catalog;
using ModelProvenance.Export;
using ModelProvenance.Facts;
using ModelProvenance.Tool.Output;
using ModelProvenance.Validation.Policy;

namespace ModelProvenance.Tool.Commands;

/// <summary><c>manifest</c>: the models that a project uses, in a file that is committed with it.</summary>
internal sealed class ManifestCommand : ToolCommand
{
    private readonly ToolConsole _console;

    public ManifestCommand(ToolConsole console)
        : base("manifest", "The models that a project uses, in a file that is committed with it (models.json) and checked by 'check'.")
    {
        _console = console;
        Add(Init());
        Add(AddModels());
        Add(Decide());
        Add(LockFiles());
        Add(Differences());
        Add(Audit());
    }

    private static Option<string> File() => new("--file") { Description = "The manifest.", DefaultValueFactory = _ => ModelsManifest.DefaultPath, HelpName = "FILE" };

    private ToolCommand Init()
    {
        var folder = new Argument<string>("FOLDER") { Description = "The project. Default: the current folder.", Arity = ArgumentArity.ZeroOrOne, DefaultValueFactory = _ => "." };
        var file = File();
        var policy = new Option<string?>("--policy") { Description = "The policy that the manifest names, a path in or below its folder.", HelpName = "FILE" };
        var usage = new Option<string?>("--usage") { Description = "The usage profile that the manifest names, a path in or below its folder.", HelpName = "FILE" };
        var asOf = CommonOptions.AsOf();
        var force = new Option<bool>("--force") { Description = "Replace a manifest that is there; its decisions and pins are lost." };
        var dry = new Option<bool>("--dry-run") { Description = "Write nothing; print the places that name a model." };
        var format = CommonOptions.Format();
        var layers = CommonOptions.Catalog();
        var command = new ToolCommand("init", "Looks for names of models in a project and drafts the manifest.")
        {
            Remarks = "Looks at calls that load a model, members of configurations, Modelfiles, command lines and names of GGUF files. Exits 3 when no model is named anywhere.",
            Examples = ["modelprov manifest init", "modelprov manifest init src --dry-run", "modelprov manifest init --policy policy.json --usage usage.json"],
        }.With(folder, file, policy, usage, force, dry, format, asOf, layers);
        command.SetAction(parsed =>
        {
            var root = parsed.GetValue(folder)!;
            if (!Directory.Exists(root))
                throw new ToolException(ExitCodes.Input, $"There is no folder '{TextPage.Clean(root)}'.");
            var target = parsed.GetValue(file)!;
            if (!parsed.GetValue(dry) && System.IO.File.Exists(target) && !parsed.GetValue(force))
                throw new ToolException(ExitCodes.Usage, $"'{TextPage.Clean(target)}' is there already. 'manifest add' adds models to it; --force replaces it.");
            var found = new ReferenceScanner(CommonOptions.Open(parsed.GetValue(layers)), CommonOptions.DayOrToday(parsed, asOf, _console)).Scan(root, _console.Cancellation).ToList();
            if (found.Count == 0)
                throw new ToolException(ExitCodes.Input, "No model is named in this folder. 'manifest add NAME' writes a manifest all the same.");
            _console.Cancellation.ThrowIfCancellationRequested();
            // Two spellings of one name in two files are one model in use; the first place says how it is spelled.
            var models = found.DistinctBy(f => f.Reference.ToUpperInvariant()).Select(f => new UsedModel(f.Reference)).ToImmutableArray();
            if (!parsed.GetValue(dry))
                AtomicFile.Write(target, new ModelsManifest { Models = models, Policy = parsed.GetValue(policy) ?? "", Usage = parsed.GetValue(usage) ?? "" }.ToUtf8());
            Print(parsed.GetValue(format) == "json", found);
            return ExitCodes.Done;
        });
        return command;
    }

    private void Print(bool json, List<FoundReference> found)
    {
        if (json)
        {
            JsonLines.Document(_console.Output, writer =>
            {
                writer.WriteStartArray();
                foreach (var one in found)
                {
                    writer.WriteStartObject();
                    writer.WriteString("ref", one.Reference);
                    if (one.Model.Length > 0)
                        writer.WriteString("model", one.Model);
                    else
                        writer.WriteNull("model");
                    writer.WriteString("path", one.Path);
                    writer.WriteNumber("line", one.Line);
                    writer.WriteNumber("column", one.Column);
                    writer.WriteString("pattern", one.Pattern);
                    writer.WriteEndObject();
                }

                writer.WriteEndArray();
            });
            return;
        }

        using var page = new TextPage(_console);
        page.Table(["reference", "model", "place", "found by"], found.Select(f => new[] { f.Reference, f.Model.Length > 0 ? f.Model : "not in the catalog", f.Line > 0 ? $"{f.Path}({f.Line},{f.Column})" : f.Path, f.Pattern }));
    }

    private ToolCommand AddModels()
    {
        var names = new Argument<string[]>("NAME") { Description = "Names of models as the project uses them.", Arity = ArgumentArity.OneOrMore };
        var file = File();
        var use = new Option<string?>("--use") { Description = "What the models are used for.", HelpName = "TEXT" };
        var revision = new Option<string?>("--revision") { Description = "The revision of the repository, for one name.", HelpName = "COMMIT" };
        var command = new ToolCommand("add", "Adds models to the manifest, or writes the first one.")
        {
            Examples = ["modelprov manifest add Qwen/Qwen3-8B --use \"support chat\"", "modelprov manifest add Qwen/Qwen3-8B --revision 9c925d64d72725edaf899c6cb9c377fd0709d9c5"],
        }.With(names, file, use, revision);
        command.SetAction(parsed =>
        {
            var added = parsed.GetValue(names)!;
            if (parsed.GetValue(revision) is not null && added.Length > 1)
                throw new ToolException(ExitCodes.Usage, "--revision goes with one name.");
            var target = parsed.GetValue(file)!;
            var manifest = System.IO.File.Exists(target) ? Load(target) : new ModelsManifest();
            var models = manifest.Models;
            using var page = new TextPage(_console);
            foreach (var name in added)
            {
                var model = new UsedModel(name) { Use = parsed.GetValue(use) ?? "", Revision = parsed.GetValue(revision) ?? "" };
                if (models.Any(m => m.Reference.Equals(name, StringComparison.OrdinalIgnoreCase) && (model.Revision.Length == 0 || m.Revision == model.Revision)))
                {
                    page.Line($"{name} is there already");
                    continue;
                }

                models = models.Add(model);
                page.Line($"added {name}");
            }

            if (models.Length > manifest.Models.Length)
                AtomicFile.Write(target, (manifest with { Models = models }).ToUtf8());
            return ExitCodes.Done;
        });
        return command;
    }

    private ToolCommand Decide()
    {
        var name = new Argument<string>("NAME") { Description = "A model of the manifest." };
        var file = File();
        var license = new Option<string?>("--license") { Description = "The licence that the team concluded, an SPDX expression: rules about licences are held against it.", HelpName = "EXPRESSION" };
        var rules = new Option<string[]>("--rule") { Description = "A rule of the policy that the decision stands in place of; may be given several times.", HelpName = "ID" };
        var by = new Option<string>("--by") { Description = "Who decided.", HelpName = "WHO", Required = true };
        var reason = new Option<string>("--reason") { Description = "Why.", HelpName = "TEXT", Required = true };
        var until = new Option<string?>("--until") { Description = "The last day on which it holds, yyyy-MM-dd. Without it: no end.", HelpName = "DATE" };
        CommonOptions.CheckDay(until);
        var on = new Option<string?>("--on") { Description = "The day on which it was decided, yyyy-MM-dd. Without it: today.", HelpName = "DATE" };
        CommonOptions.CheckDay(on);
        var command = new ToolCommand("decide", "Enters what the team decided about a model of the manifest, in place of what it decided before.")
        {
            Remarks = "A decision concludes a licence, or names rules of the policy, or both. It stays visible in every check (MP6023), and after its last day it is an error (MP6006).",
            Examples = ["modelprov manifest decide Qwen/Qwen2.5-3B-Instruct --rule licences --by legal@example.org --reason \"Evaluation only.\" --until 2027-03-31"],
        }.With(name, file, license, rules, by, reason, until, on);
        command.SetAction(parsed =>
        {
            SpdxExpression? concluded = null;
            if (parsed.GetValue(license) is { } text && !SpdxExpression.TryParse(text, null, out concluded))
                throw new ToolException(ExitCodes.Usage, $"'{TextPage.Clean(text)}' is not an SPDX licence expression.");
            var named = parsed.GetValue(rules) ?? [];
            if (concluded is null && named.Length == 0)
                throw new ToolException(ExitCodes.Usage, "A decision needs --license, or --rule, or both.");
            var decided = CommonOptions.DayOrToday(parsed, on, _console);
            var last = CommonOptions.Day(parsed, until);
            if (last < decided)
                throw new ToolException(ExitCodes.Usage, $"{last:yyyy-MM-dd} is before {decided:yyyy-MM-dd}, on which it was decided.");
            var target = parsed.GetValue(file)!;
            var manifest = Load(target);
            var at = Find(manifest, target, parsed.GetValue(name)!);
            var decision = new ModelDecision { License = concluded, Rules = [.. named], By = parsed.GetValue(by)!, On = decided, Reason = parsed.GetValue(reason)!, Until = last };
            AtomicFile.Write(target, (manifest with { Models = manifest.Models.SetItem(at, manifest.Models[at] with { Decision = decision }) }).ToUtf8());
            using var page = new TextPage(_console);
            page.Line($"decided about {manifest.Models[at].Reference}");
            return ExitCodes.Done;
        });
        return command;
    }

    private static int Find(ModelsManifest manifest, string path, string wanted) => manifest.Models.ToList().FindIndex(m => m.Reference.Equals(wanted, StringComparison.OrdinalIgnoreCase)) is var at and >= 0
        ? at
        : throw new ToolException(ExitCodes.Input, $"'{TextPage.Clean(wanted)}' is not in {TextPage.Clean(path)}. It lists: {string.Join(", ", manifest.Models.Select(m => TextPage.Clean(m.Reference)))}.");

    private ToolCommand LockFiles()
    {
        var name = new Argument<string>("NAME") { Description = "A model of the manifest." };
        var path = new Argument<string?>("PATH") { Description = "The file or folder with its weights; without it the digests that the catalog has.", Arity = ArgumentArity.ZeroOrOne };
        var file = File();
        var layers = CommonOptions.Catalog();
        var command = new ToolCommand("lock", "Pins a model of the manifest by the SHA-256 of its files: those at hand, or those that the catalog has.")
        {
            Remarks = "Of a folder the files of weights and configuration are taken: *.safetensors, *.gguf, *.onnx, *.bin, *.json, *.model, *.txt; links are not followed out of it. Interrupted, it leaves the manifest as it was.",
            Examples = ["modelprov manifest lock Qwen/Qwen3-8B ./Qwen3-8B", "modelprov manifest lock Qwen/Qwen3-8B"],
        }.With(name, path, file, layers);
        command.SetAction(parsed =>
        {
            var target = parsed.GetValue(file)!;
            if (!System.IO.File.Exists(target))
                throw new ToolException(ExitCodes.Input, $"There is no manifest '{TextPage.Clean(target)}'. 'manifest init' drafts one.");
            var manifest = Load(target);
            var wanted = parsed.GetValue(name)!;
            var at = Find(manifest, target, wanted);
            var files = parsed.GetValue(path) is { } place ? Digests(place) : Known(CommonOptions.Open(parsed.GetValue(layers)), wanted);
            if (files.IsEmpty)
                throw new ToolException(ExitCodes.Input, parsed.GetValue(path) is null ? $"The catalog has no file digests of '{TextPage.Clean(wanted)}'. Name the folder with its files." : "There is no file of weights or configuration.");
            AtomicFile.Write(target, (manifest with { Models = manifest.Models.SetItem(at, manifest.Models[at] with { Files = files }) }).ToUtf8());
            using var page = new TextPage(_console);
            page.Table(["file", "sha256"], files.Select(f => new[] { f.Path, f.Sha256 }));
            return ExitCodes.Done;
        });
        return command;
    }

    private static readonly string[] Pinned = [".safetensors", ".gguf", ".onnx", ".bin", ".json", ".model", ".txt"];

    private static ImmutableArray<PinnedFile> Digests(string place)
    {
        if (System.IO.File.Exists(place))
            return [Digest(place, Path.GetFileName(place))];
        if (!Directory.Exists(place))
            throw new ToolException(ExitCodes.Input, $"There is no file or folder '{TextPage.Clean(place)}'.");
        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };
        return
        [
            .. Directory.EnumerateFiles(place, "*", options).Where(f => Pinned.Contains(Path.GetExtension(f).ToLowerInvariant()))
                .Select(f => (Full: f, Name: Path.GetRelativePath(place, f).Replace('\\', '/'))).OrderBy(f => f.Name, StringComparer.Ordinal).AsParallel().AsOrdered().Select(f => Digest(f.Full, f.Name)),
        ];
    }

    private static PinnedFile Digest(string path, string name)
    {
        using var stream = System.IO.File.OpenRead(path);
        return new PinnedFile(name, Convert.ToHexString(SHA256.HashData(stream)).ToLowerInvariant());
    }

    private static ImmutableArray<PinnedFile> Known(ModelCatalog catalog, string reference) => new ModelResolver(catalog).Resolve(reference).Model is not { } model
        ? []
        : [.. model.Distributions.Where(d => d.IsKnown && d.Value.Repository.Value.Equals(reference, StringComparison.OrdinalIgnoreCase)).SelectMany(d => d.Value.Files).Select(f => new PinnedFile(f.Path, f.Sha256))];

    private ToolCommand Differences()
    {
        var before = new Argument<string>("BEFORE") { Description = "The older catalog: a file in the exchange form, or a catalog folder." };
        var after = new Argument<string?>("AFTER") { Description = "The newer one; without it the catalog that the tool carries.", Arity = ArgumentArity.ZeroOrOne };
        var file = File();
        var format = CommonOptions.Format();
        var command = new ToolCommand("diff", "Says what changed between two catalogs for the models of the manifest: the models, their licences and their developers.")
        {
            Remarks = "Exits 0 whether or not something changed.",
            Examples = ["modelprov manifest diff catalog-old.json", "modelprov manifest diff catalog-old.json catalog-new.json --format json"],
        }.With(before, after, file, format);
        command.SetAction(parsed =>
        {
            var old = ModelCatalog.Load(parsed.GetValue(before)!);
            var now = parsed.GetValue(after) is { } path ? ModelCatalog.Load(path) : ModelCatalog.Default;
            var entities = Load(parsed.GetValue(file)!).Models
                .SelectMany(used => new[] { new ModelResolver(old).Resolve(used.Reference).Model, new ModelResolver(now).Resolve(used.Reference).Model })
                .OfType<ModelInfo>()
                .SelectMany(model => new[] { new EntityReference(EntityKind.Model, model.Id.Value) }
                    .Concat(model.Licenses.Where(l => l.Expression.IsKnown).SelectMany(l => l.Expression.Value.Licenses).Select(l => new EntityReference(EntityKind.License, l.License.Value)))
                    .Concat((model.Developers.ValueOrDefault ?? []).Select(d => new EntityReference(EntityKind.Organization, d.Value))))
                .Distinct().OrderBy(e => e.Kind).ThenBy(e => e.Id, StringComparer.Ordinal).ToList();
            var changes = entities.SelectMany(entity => CatalogDiff.Of(old, now, entity)).ToList();
            CatalogDiffCommand.Print(_console, parsed.GetValue(format) == "json", old, now, changes, withEvidence: false);
            return ExitCodes.Done;
        });
        return command;
    }

    private ToolCommand Audit()
    {
        var file = new Argument<string>("FILE") { Description = "The manifest.", Arity = ArgumentArity.ZeroOrOne, DefaultValueFactory = _ => ModelsManifest.DefaultPath };
        var format = new Option<string>("--format") { Description = "json: every answer with its sources, to be filed away. markdown: a page for a pull request.", DefaultValueFactory = _ => "json" };
        format.AcceptOnlyFromAmong("json", "markdown");
        var output = new Option<string?>("--output") { Description = "The file that is written; one that is there is replaced as a whole. Without it everything goes to standard output.", HelpName = "FILE" };
        output.Aliases.Add("-o");
        var asOf = CommonOptions.AsOf();
        var layers = CommonOptions.Catalog();
        var command = new ToolCommand("audit", "Writes every answer about the models of the manifest: identity, claims and sources, verdicts of the policy, obligations, origin, facts that laws ask for, decisions, and the version of the catalog.")
        {
            Remarks = "Exits 0 whatever is found; 'check' is the gate. Exits 3 when the manifest, or a file that it names, cannot be read as a whole. The same files, catalog and day give the same bytes.",
            Examples = ["modelprov manifest audit --output models.audit.json", "modelprov manifest audit models.json --format markdown --as-of 2026-11-28"],
        }.With(file, format, output, asOf, layers);
        command.SetAction(parsed =>
        {
            var path = parsed.GetValue(file)!;
            if (!System.IO.File.Exists(path))
                throw new ToolException(ExitCodes.Input, $"There is no manifest '{TextPage.Clean(path)}'. 'manifest init' drafts one.");
            var read = ManifestAudit.Of(path, path.Replace('\\', '/'), CommonOptions.Open(parsed.GetValue(layers)), CommonOptions.DayOrToday(parsed, asOf, _console));
            // An audit of a part of the manifest would be taken for one of the whole.
            if (read.Document is not { } audit || read.HasErrors)
                throw new ToolException(ExitCodes.Input, [.. read.Findings.Select(f => f.ToString())]);
            using var buffer = new MemoryStream();
            if (parsed.GetValue(format) == "markdown")
                buffer.Write(System.Text.Encoding.UTF8.GetBytes(AuditMarkdown.Of(audit)));
            else
                JsonLines.Document(buffer, json => ProvenanceJson.Write(json, audit));
            var bytes = buffer.GetBuffer().AsSpan(0, (int)buffer.Length);
            if (parsed.GetValue(output) is { } target)
                AtomicFile.Write(target, bytes);
            else
                _console.Output.Write(bytes);
            return ExitCodes.Done;
        });
        return command;
    }

    private static ModelsManifest Load(string path)
    {
        if (!System.IO.File.Exists(path))
            throw new ToolException(ExitCodes.Input, $"There is no manifest '{TextPage.Clean(path)}'. 'manifest init' drafts one.");
        var read = ModelsManifest.Read(System.IO.File.ReadAllBytes(path), path);
        // What could not be read would be lost with the next write.
        return read is { HasDocument: true, HasErrors: false } ? read.Document : throw new ToolException(ExitCodes.Input, [.. read.Findings.Select(f => f.ToString())]);
    }
}
