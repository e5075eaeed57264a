using System.Text.Json;

using ModelProvenance.Boms.Reading;
using ModelProvenance.Boms.Shapes;
using ModelProvenance.Findings;

namespace ModelProvenance.Validation.Rules.Boms;

/// <summary>A reference leads to something that the document has: a component, an element, the place that a citation cites.</summary>
internal sealed class UnresolvedBomReference()
    : BomRule(5101, nameof(UnresolvedBomReference), Severity.Error, "A reference leads to nothing: no component or element has the id, or no value stands at the pointer of a citation.")
{
    public override void Check(BomRuleContext context)
    {
        var document = context.Document;
        // Elements of other documents are allowed when the document says so (SPDX 3.0.1, SpdxDocument/import).
        var imported = document.IsSpdx
            ? document.Elements.SelectMany(e => BomReader.Items(e.Node, "import")).Select(i => BomReader.Text(i, "externalSpdxId")).ToHashSet(StringComparer.Ordinal)
            : [];
        foreach (var reference in document.References)
        {
            var id = reference.Text!;
            if (document.Ids.Contains(id) || imported.Contains(id) || (document.IsSpdx && SpdxShapeChecker.IsDefinedBySpdx(id)))
                continue;
            context.Report(reference, document.IsSpdx
                ? $"{BomRuleContext.Quote(id)} is no element of this document, and is not imported. Add the element, or name its document under 'import'."
                : $"No component or service of this document has the bom-ref {BomRuleContext.Quote(id)}.");
        }

        foreach (var citation in BomReader.Items(document.Root, "citations"))
        {
            foreach (var pointer in BomReader.Items(citation, "pointers"))
            {
                if (pointer.Token == JsonTokenType.String && document.At(pointer.Text!) is null)
                    context.Report(pointer, $"No value stands at {BomRuleContext.Quote(pointer.Text!)}, which this citation cites.");
            }
        }
    }
}
