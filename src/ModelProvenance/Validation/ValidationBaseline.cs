using System.Security.Cryptography;
using System.Text;

namespace ModelProvenance.Validation;

/// <summary>Findings that were there when checks began: they are waived until they change. One line each, in ordinal order: fingerprint, rule, path.</summary>
/// <remarks>The fingerprint is made of rule, path and message, not of the line: a card may grow above a finding.</remarks>
public sealed class ValidationBaseline
{
    private readonly HashSet<string> _fingerprints;

    private ValidationBaseline(HashSet<string> fingerprints) => _fingerprints = fingerprints;

    /// <summary>How many findings it holds.</summary>
    public int Count => _fingerprints.Count;

    /// <summary>Reads a baseline; lines that are none are passed over.</summary>
    public static ValidationBaseline Read(TextReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var fingerprints = new HashSet<string>(StringComparer.Ordinal);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#')
                fingerprints.Add(line.Split('\t')[0]);
        }

        return new ValidationBaseline(fingerprints);
    }

    /// <summary>Writes findings as a baseline.</summary>
    public static void Write(TextWriter writer, IEnumerable<ReportedFinding> findings)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(findings);
        writer.Write("# Findings that 'modelprov check --baseline' waives: fingerprint, rule, path. 'modelprov check --update-baseline' writes this file.\n");
        foreach (var line in findings.Select(f => $"{Fingerprint(f)}\t{f.Rule.Id}\t{f.Location.Path}").Distinct().OrderBy(line => line[(line.IndexOf('\t', StringComparison.Ordinal) + 1)..], StringComparer.Ordinal).ThenBy(line => line, StringComparer.Ordinal))
            writer.Write(line + "\n");
    }

    /// <summary>Whether a finding was there.</summary>
    public bool Contains(ReportedFinding finding)
    {
        ArgumentNullException.ThrowIfNull(finding);
        return _fingerprints.Contains(Fingerprint(finding));
    }

    /// <summary>16 hexadecimal digits of the SHA-256 of rule, path and message.</summary>
    public static string Fingerprint(ReportedFinding finding)
    {
        ArgumentNullException.ThrowIfNull(finding);
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{finding.Rule.Id}\n{finding.Location.Path}\n{finding.Message}")).AsSpan(0, 8)).ToLowerInvariant();
    }
}
